//! What only the compiler can tell: whether a type has the traits of Diesel, or of the program, that it must have.
//!
//! Each question is a trait of its own with the message to show, which holds for what the bounds hold for.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};

use crate::report::Mismatch;

/// A question to the compiler.
pub(crate) struct Question {
    /// The name of its trait, which rustc shows.
    pub(crate) holder: Ident,
    /// The type.
    pub(crate) checked: TokenStream,
    /// The bounds that it must have.
    pub(crate) bounds: Vec<TokenStream>,
    /// What to say where it has not.
    pub(crate) mismatch: Mismatch,
    /// Where to say it.
    pub(crate) span: Span,
    /// Items that the bounds need.
    pub(crate) items: TokenStream,
}

impl Question {
    pub(crate) fn into_tokens(self) -> TokenStream {
        let Self { holder, checked, bounds, span, items, .. } = self;
        let Mismatch { message, label, notes } = self.mismatch;
        let (message, label) = (braces(&message), braces(&label));
        let notes = notes.iter().map(|note| braces(note));
        let check = quote_spanned! { span => <#checked as #holder>::HOLDS };
        quote! {
            const _: () = {
                #[diagnostic::on_unimplemented(message = #message, label = #label #(, note = #notes)*)]
                trait #holder {
                    const HOLDS: () = ();
                }
                #items
                #[diagnostic::do_not_recommend]
                impl<T> #holder for T where #(T: #bounds,)* {}
                const _: () = #check;
            };
        }
    }
}

/// The attribute takes braces for parameters of its own, of which messages use the type that is asked about.
fn braces(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}").replace("{{Self}}", "{Self}")
}

/// A function that compares texts while the compiler evaluates constants.
pub(crate) fn same_text() -> TokenStream {
    quote! {
        const fn same(a: &::core::primitive::str, b: &::core::primitive::str) -> ::core::primitive::bool {
            let (a, b) = (a.as_bytes(), b.as_bytes());
            let mut at = 0;
            while at < a.len() && at < b.len() && a[at] == b[at] {
                at += 1;
            }
            at == a.len() && at == b.len()
        }
    }
}

/// The tokens as if they stood at another place.
pub(crate) fn at(span: Span, tokens: TokenStream) -> TokenStream {
    let moved = |token| match token {
        TokenTree::Group(group) => {
            let mut moved = Group::new(group.delimiter(), at(span, group.stream()));
            moved.set_span(span);
            TokenTree::Group(moved)
        }
        mut token => {
            token.set_span(span);
            token
        }
    };
    tokens.into_iter().map(moved).collect()
}
