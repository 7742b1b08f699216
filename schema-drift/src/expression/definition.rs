//! What SQLite keeps nowhere but in the text of a definition.

use super::token::{Token, TokenKind, tokens};
use crate::schema::Engine;

/// The checks in a `CREATE TABLE`: the name of each, if it has one, and its condition.
///
/// <https://www.sqlite.org/lang_createtable.html#check_constraints>
pub(crate) fn checks_of_create_table(sql: &str) -> Vec<(Option<String>, &str)> {
    let tokens = tokens(sql, Engine::Sqlite).unwrap_or_default();
    let mut checks = Vec::new();
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate() {
        match &token.kind {
            TokenKind::Sign("(") => depth += 1,
            TokenKind::Sign(")") => depth = depth.saturating_sub(1),
            TokenKind::Word(word) if word == "check" && depth == 1 => {
                let Some((first, last)) = parentheses(&tokens[at + 1..]) else { continue };
                let name = match tokens[..at] {
                    [.., Token { kind: TokenKind::Word(ref word), .. }, ref name] if word == "constraint" => {
                        match &name.kind {
                            TokenKind::Word(_) => Some(sql[name.span.clone()].to_owned()),
                            TokenKind::Quoted(name) => Some(name.clone()),
                            _ => None,
                        }
                    }
                    _ => None,
                };
                checks.push((name, sql[first.span.end..last.span.start].trim()));
            }
            _ => {}
        }
    }
    checks
}

/// The predicate of a `CREATE INDEX`, if it has one.
pub(crate) fn predicate_of_create_index(sql: &str) -> Option<&str> {
    let tokens = tokens(sql, Engine::Sqlite)?;
    let mut depth = 0_usize;
    for token in &tokens {
        match &token.kind {
            TokenKind::Sign("(") => depth += 1,
            TokenKind::Sign(")") => depth = depth.saturating_sub(1),
            TokenKind::Word(word) if word == "where" && depth == 0 => return Some(sql[token.span.end..].trim()),
            _ => {}
        }
    }
    None
}

/// The parenthesis with which these tokens begin, and the one that ends it.
fn parentheses(tokens: &[Token]) -> Option<(&Token, &Token)> {
    let first = tokens.first().filter(|token| token.kind == TokenKind::Sign("("))?;
    let mut depth = 0_usize;
    for token in tokens {
        match token.kind {
            TokenKind::Sign("(") => depth += 1,
            TokenKind::Sign(")") => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((first, token));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{checks_of_create_table, predicate_of_create_index};

    #[test]
    fn checks_are_found_in_the_text() {
        let sql = "CREATE TABLE [a (] (b text CHECK (b IN ('(', 'check (x)')), -- CHECK (c)\n \
                   \"check\" int, CONSTRAINT Positive CHECK ( (b > 0) ))";
        let expected = [(None, "b IN ('(', 'check (x)')"), (Some("Positive".to_owned()), "(b > 0)")];
        assert_eq!(checks_of_create_table(sql), expected);
    }

    #[test]
    fn a_predicate_is_found_in_the_text() {
        assert_eq!(predicate_of_create_index("CREATE UNIQUE INDEX a ON b (c) WHERE c > 0"), Some("c > 0"));
        assert_eq!(predicate_of_create_index("CREATE UNIQUE INDEX a ON b (\"where\")"), None);
    }
}
