//! What only the compiler can tell: whether a type has the traits of Diesel, or of the program, that it must have.
//!
//! Each question is a trait of its own with the message to show, which holds for what the bounds hold for.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write as _;

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use schema_catalog::diesel::{rust_name, upper_camel_case};
use schema_catalog::harmless;
use syn::Type;

use crate::code;
use crate::report::{self, Mismatch};

/// A question to the compiler.
pub(crate) struct Question {
    /// The name of its trait, which rustc shows.
    pub(crate) holder: String,
    /// The type; what is wrong is said where it stands.
    pub(crate) checked: Type,
    /// A second type, which the bounds know as `Other`.
    pub(crate) other: Option<Type>,
    /// The bounds that it must have, as they are written in Rust.
    pub(crate) bounds: Vec<String>,
    /// What to say where it has not.
    pub(crate) mismatch: Mismatch,
    /// Items that the bounds need.
    pub(crate) items: String,
}

/// The name of a question's trait: a word, then names of SQL, of which only what can be Rust is taken.
pub(crate) fn holder(word: &str, names: &[&str]) -> String {
    names.iter().fold(word.to_owned(), |holder, name| holder + &upper_camel_case(&rust_name(name, None)))
}

/// Asks all of these, in as few blocks as there can be, since each costs the compiler time: one, but for names that are
/// used twice. Each is a constant of its own: of what is wrong in one, rustc does not tell everything.
pub(crate) fn all(questions: impl IntoIterator<Item = Question>) -> TokenStream {
    let (mut tokens, mut block, mut names) = (TokenStream::new(), Vec::new(), BTreeSet::new());
    for question in questions {
        if !names.insert(question.holder.clone()) {
            tokens.extend(ask(&std::mem::take(&mut block)));
            names = BTreeSet::from([question.holder.clone()]);
        }
        block.push(question);
    }
    tokens.extend(ask(&block));
    tokens
}

/// Asks questions of different names.
fn ask(questions: &[Question]) -> TokenStream {
    if questions.is_empty() {
        return TokenStream::new();
    }
    let mut traits = String::new();
    questions.iter().for_each(|question| question.write_trait(&mut traits));
    let traits = match code::tokens(&traits) {
        Ok(traits) => traits,
        Err(error) => {
            let error = format!("the questions to the compiler are no valid Rust: {error}");
            return report::compile_error(&syn::Error::new(Span::call_site(), error));
        }
    };
    let checked = questions.iter().map(|question| &question.checked);
    let names = questions.iter().map(|question| Ident::new(&question.holder, Span::call_site()));
    let others = questions.iter().map(|question| Other(question.other.as_ref()));
    quote! {
        const _: () = {
            #traits
            #(const _: () = <#checked as #names #others>::HOLDS;)*
        };
    }
}

/// The argument of a question's trait.
struct Other<'a>(Option<&'a Type>);

impl ToTokens for Other<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        if let Some(other) = self.0 {
            tokens.extend(quote! { <#other> });
        }
    }
}

impl Question {
    fn write_trait(&self, out: &mut String) {
        let Self { holder, mismatch: Mismatch { message, label, notes }, items, .. } = self;
        let (own, all) = if self.other.is_some() { ("<Other>", "T, Other") } else { ("", "T") };
        out.push_str("#[diagnostic::on_unimplemented(message = ");
        write_message(message, out);
        out.push_str(", label = ");
        write_message(label, out);
        for note in notes {
            out.push_str(", note = ");
            write_message(note, out);
        }
        let _ = write!(
            out,
            ")] trait {holder}{own} {{ const HOLDS: () = (); }} {items} \
             #[diagnostic::do_not_recommend] impl<{all}> {holder}{own} for T where "
        );
        for bound in &self.bounds {
            let _ = write!(out, "T: {bound}, ");
        }
        out.push_str("{}\n");
    }
}

/// Stands in a message for the type that is asked about, since no SQL has it.
pub(crate) const CHECKED: char = '\0';

/// Writes a literal of a message, in which the attribute has one parameter: the type that is asked about.
fn write_message(text: &str, out: &mut String) {
    if !text.as_bytes().contains(&(CHECKED as u8)) {
        let _ = write!(out, "{:?}", as_format(text));
        return;
    }
    let parts: Vec<Cow<'_, str>> = text.split(CHECKED).map(as_format).collect();
    let _ = write!(out, "{:?}", parts.join("{Self}"));
}

/// A text to be shown, for where braces mean a parameter: names in SQL may hold some.
pub(crate) fn as_format(text: &str) -> Cow<'_, str> {
    let text = harmless(text);
    // Unoptimised, two characters are found faster one after the other than at once.
    if text.contains('{') || text.contains('}') { text.replace('{', "{{").replace('}', "}}").into() } else { text }
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

/// A type that is written in Rust, as if it stood at another place.
pub(crate) fn type_at(span: Span, tokens: TokenStream) -> Type {
    Type::Verbatim(at(span, tokens))
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
