//! Rust that is written as text: the compiler takes it apart faster than a macro, mostly unoptimised, puts tokens together.

use proc_macro2::TokenStream;

/// The tokens of a text, or why it is no Rust.
pub(crate) fn tokens(text: &str) -> Result<TokenStream, String> {
    if !proc_macro::is_available() {
        return text.parse().map_err(|error: proc_macro2::LexError| error.to_string());
    }
    // Asked for the same, proc_macro2 takes the text apart by itself first, unoptimised, to see whether the compiler can.
    let tokens = text.parse::<proc_macro::TokenStream>().map_err(|error| error.to_string())?;
    Ok(tokens.into())
}
