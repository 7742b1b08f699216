//! The texts of expressions over one table, with other names for its columns.

use crate::dialect::Dialect;
use crate::lexer::{Lexer, Token, TokenKind};

/// The text of an expression over one table, with other names for columns: each as it was, and as it is.
pub(crate) fn respelled(dialect: Dialect, text: &str, names: &[(&str, &str)]) -> String {
    let mut lexer = Lexer::new(text, dialect);
    let mut tokens: Vec<Token> = Vec::new();
    // What was read once is read again.
    while let Ok(Some(token)) = lexer.next() {
        tokens.push(token);
    }
    let slice = |token: &Token| &text[token.start as usize..token.end as usize];
    let word = |at: Option<&Token>| at.map_or_else(String::new, |token| slice(token).to_ascii_lowercase());
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    for (at, token) in tokens.iter().enumerate() {
        // Only in quotes has a name of PostgreSQL's a case; those of the others never have one that matters.
        let folds = !matches!(dialect, Dialect::Postgres | Dialect::Cockroachdb);
        let is = |name: &str, from: &str| name == from || folds && name.to_lowercase() == from.to_lowercase();
        let named = match token.kind {
            TokenKind::Word => names.iter().find(|(from, _)| is(&slice(token).to_lowercase(), from)),
            TokenKind::Quoted => {
                let name = slice(token).trim_matches(['"', '`']).replace("\"\"", "\"").replace("``", "`");
                names.iter().find(|(from, _)| is(&name, from))
            }
            _ => None,
        };
        let before = word(at.checked_sub(1).and_then(|before| tokens.get(before)));
        // The name of a function, of a type, or of a field of a row.
        let of_row = before == "." && word(at.checked_sub(2).and_then(|before| tokens.get(before))) == ")";
        let other = ["::", "as", "collate"].contains(&before.as_str()) || word(tokens.get(at + 1)) == "(" || of_row;
        if let Some((_, to)) = named.filter(|_| !other) {
            out.push_str(&text[copied..token.start as usize]);
            out.push_str(&dialect.quote(to));
            copied = token.end as usize;
        }
    }
    out.push_str(&text[copied..]);
    out
}

#[cfg(test)]
mod tests {
    use super::respelled;
    use crate::dialect::Dialect;

    #[test]
    fn only_the_column_gets_another_name() {
        for (text, expected) in [
            ("a > 0 AND A < 9", "b > 0 AND b < 9"),
            ("\"a\" = 'a' /* a */", "b = 'a' /* a */"),
            ("t.a::a <> a(a)", "t.b::a <> a(b)"),
            ("(whole).a = CAST(a AS a)", "(whole).a = CAST(b AS a)"),
            ("ab = $$a$$", "ab = $$a$$"),
        ] {
            assert_eq!(respelled(Dialect::Postgres, text, &[("a", "b")]), expected);
        }
        assert_eq!(respelled(Dialect::Postgres, "a > 0", &[("a", "Order")]), "\"Order\" > 0");
    }
}
