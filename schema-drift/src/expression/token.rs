//! Expressions of SQL cut into tokens, in the spellings of all three engines.

use std::ops::Range;

use crate::schema::Engine;

/// A token and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: TokenKind,
    pub(crate) span: Range<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// A word without quotes, in lower case.
    Word(String),
    /// A name in quotes: `"…"`, `` `…` ``, or `[…]` of SQLite's; in lower case for the engines that do not tell cases apart.
    Quoted(String),
    /// A string, without its quotes.
    String(String),
    /// A number, as it is written.
    Number(String),
    /// Anything else: an operator or a single sign.
    Sign(&'static str),
}

/// Signs of several characters come before those that they begin with.
const SIGNS: &[&str] = &[
    "!~*", "::", "<>", "!=", "<=", ">=", "||", "~~", "!~", "~*", "->", "(", ")", "[", "]", ",", ".", "=", "<", ">",
    "+", "-", "*", "/", "%", "~", "&", "|", "!", "^", "@", "#", "?", ":", ";",
];

/// The tokens of a text; `None` where it can't be cut into any.
pub(crate) fn tokens(text: &str, engine: Engine) -> Option<Vec<Token>> {
    let is_mysql = engine == Engine::Mysql;
    let name = |name: String| TokenKind::Quoted(if engine == Engine::Postgres { name } else { name.to_lowercase() });
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let start = at;
        let kind = if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        } else if rest.starts_with("--") {
            at += rest.find('\n').unwrap_or(rest.len());
            continue;
        } else if rest.starts_with("/*") {
            at += rest.find("*/")? + 2;
            continue;
        } else if first == '\'' || first == '"' && is_mysql {
            let (string, length) = quoted(rest, first)?;
            at += length;
            if is_mysql && string.contains('\\') {
                return None;
            }
            // A letter for the kind of string, or MySQL's `_utf8mb4`, is part of it.
            if let Some(Token { kind: TokenKind::Word(word), span }) = tokens.last()
                && span.end == start
            {
                match word.as_str() {
                    "e" if !string.contains('\\') => {}
                    "n" => {}
                    word if word.starts_with('_') => {}
                    _ => return None,
                }
                tokens.pop();
            }
            TokenKind::String(string)
        } else if first == '"' || first == '`' {
            let (text, length) = quoted(rest, first)?;
            at += length;
            name(text)
        } else if first == '[' && engine == Engine::Sqlite {
            let end = rest.find(']')?;
            at += end + 1;
            name(rest[1..end].to_owned())
        } else if first.is_ascii_digit() || first == '.' && rest[1..].starts_with(|c: char| c.is_ascii_digit()) {
            let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '.').unwrap_or(rest.len());
            at += length;
            TokenKind::Number(rest[..length].to_owned())
        } else if first.is_alphabetic() || first == '_' {
            let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '$').unwrap_or(rest.len());
            at += length;
            TokenKind::Word(rest[..length].to_lowercase())
        } else {
            let sign = SIGNS.iter().find(|sign| rest.starts_with(**sign))?;
            at += sign.len();
            TokenKind::Sign(sign)
        };
        tokens.push(Token { kind, span: start..at });
    }
    Some(tokens)
}

/// What stands between quotes at the start of `text`, doubled ones undone, and how long it is with them.
fn quoted(text: &str, quote: char) -> Option<(String, usize)> {
    let mut found = String::new();
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((at, character)) = characters.next() {
        if character != quote {
            found.push(character);
        } else if characters.next_if(|(_, next)| *next == quote).is_some() {
            found.push(quote);
        } else {
            return Some((found, at + 1));
        }
    }
    None
}
