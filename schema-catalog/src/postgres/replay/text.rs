//! The texts of expressions, which follow the names of the columns that they read.

use super::Postgres;
use crate::catalog::{Column, ColumnId, Constraint, ConstraintKind, TableId};
use crate::dialect::Dialect;
use crate::keywords::needs_quotes;
use crate::lexer::{Lexer, Token, TokenKind};

impl Postgres {
    /// Writes a column's new name in the checks, computed columns and indexes of its table that read it.
    pub(crate) fn respell(&mut self, table: TableId, column: ColumnId, from: &str, to: &str) {
        let dialect = self.catalog.dialect;
        let respelled = |text: &mut String| *text = respelled(dialect, text, from, to);
        let target = self.table_of(table);
        let is_check =
            |known: &Constraint| matches!(&known.kind, ConstraintKind::Check(check) if check.columns.contains(&column));
        let checks = target.constraints.iter().any(is_check);
        let reads = |own: &Column| own.generated.as_ref().is_some_and(|computed| computed.columns.contains(&column));
        let computed: Vec<ColumnId> = target.columns.iter().filter(|own| reads(own)).map(Column::id).collect();
        let partial: Vec<_> = self
            .catalog
            .indexes(target)
            .filter(|index| index.predicate.is_some() && index.needs.contains(&column))
            .map(|index| index.id)
            .collect();
        if checks {
            for known in self.table_mut(table).constraints.filter_mut(is_check) {
                if let ConstraintKind::Check(check) = &mut known.kind {
                    respelled(&mut check.expression);
                }
            }
        }
        for id in computed {
            if let Some(computed) = &mut self.column_mut(table, id).generated {
                respelled(&mut computed.expression);
            }
        }
        for id in partial {
            if let Some(predicate) = self.catalog.indexes.get_mut(&id).and_then(|index| index.predicate.as_mut()) {
                respelled(predicate);
            }
        }
    }
}

/// The text of an expression over one table, with another name for a column.
pub(crate) fn respelled(dialect: Dialect, text: &str, from: &str, to: &str) -> String {
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
        let named = match token.kind {
            TokenKind::Word => slice(token).to_lowercase() == from,
            TokenKind::Quoted => slice(token).trim_matches('"').replace("\"\"", "\"") == from,
            _ => false,
        };
        let before = word(at.checked_sub(1).and_then(|before| tokens.get(before)));
        // The name of a function, of a type, or of a field of a row.
        let of_row = before == "." && word(at.checked_sub(2).and_then(|before| tokens.get(before))) == ")";
        let other = ["::", "as", "collate"].contains(&before.as_str()) || word(tokens.get(at + 1)) == "(" || of_row;
        if named && !other {
            out.push_str(&text[copied..token.start as usize]);
            out.push_str(&quoted(to));
            copied = token.end as usize;
        }
    }
    out.push_str(&text[copied..]);
    out
}

/// A name as the engine writes it.
fn quoted(name: &str) -> String {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let begins = name.starts_with(|c: char| c.is_ascii_lowercase() || c == '_');
    if begins && name.chars().all(plain) && !needs_quotes(name) {
        name.to_owned()
    } else {
        format!("\"{}\"", name.replace('"', "\"\""))
    }
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
            assert_eq!(respelled(Dialect::Postgres, text, "a", "b"), expected);
        }
        assert_eq!(respelled(Dialect::Postgres, "a > 0", "a", "Order"), "\"Order\" > 0");
    }
}
