//! Differences of columns.

use super::{Comparison, pairs};
use crate::expression::Dialect;
use crate::report::Kind;
use crate::schema::{Column, Engine};

impl Comparison<'_> {
    pub(super) fn columns(&mut self, table: &str, expected: &[Column], found: &[Column]) {
        let dialect = self.dialect.clone();
        for pair in pairs(expected, found, |a, b| dialect.same_name(&a.name, &b.name)) {
            match pair {
                (Some(wanted), Some(there)) => self.column(table, wanted, there),
                (wanted, there) => {
                    let name = wanted.or(there).map(|column| column.name.as_ref());
                    let text = |side: Option<&Column>| side.map(|column| format!("a column {column}"));
                    self.add(Kind::Column, Some(table), name, text(wanted), text(there));
                }
            }
        }
        if self.options.compares_column_order() {
            self.column_order(table, expected, found);
        }
    }

    fn column(&mut self, table: &str, expected: &Column, found: &Column) {
        if !self.dialect.same_type(&expected.sql_type, &found.sql_type) {
            self.differ(Kind::Type, table, expected, found, |column| Some(column.sql_type.to_string()));
        }
        if expected.nullable != found.nullable {
            let text = |column: &Column| if column.nullable { "NULL allowed" } else { "NOT NULL" };
            self.differ(Kind::Nullability, table, expected, found, |column| Some(text(column).to_owned()));
        }
        let same_default = match (&expected.default, &found.default) {
            (Some(wanted), Some(there)) => self.dialect.same_default(wanted, there) != Some(false),
            (wanted, there) => wanted.is_none() && there.is_none(),
        };
        if !same_default {
            let text = |column: &Column| column.default.as_ref().map(|default| format!("DEFAULT {default}"));
            self.differ(Kind::Default, table, expected, found, text);
        }
        if expected.generated != found.generated {
            let text = |column: &Column| column.generated.as_ref().map(ToString::to_string);
            self.differ(Kind::Generated, table, expected, found, text);
        }
    }

    /// Adds a difference of a column, as this tells it of each side.
    fn differ(
        &mut self,
        kind: Kind,
        table: &str,
        expected: &Column,
        found: &Column,
        text: impl Fn(&Column) -> Option<String>,
    ) {
        self.add(kind, Some(table), Some(&expected.name), text(expected), text(found));
    }

    /// Columns that only one side has are told elsewhere, and have no place in an order.
    fn column_order(&mut self, table: &str, expected: &[Column], found: &[Column]) {
        let common = |all: &[Column], others: &[Column]| -> Vec<String> {
            let is_common =
                |column: &&Column| others.iter().any(|other| self.dialect.same_name(&column.name, &other.name));
            all.iter().filter(is_common).map(|column| column.name.to_string()).collect()
        };
        let (wanted, there) = (common(expected, found), common(found, expected));
        if wanted.iter().zip(&there).any(|(a, b)| !self.dialect.same_name(a, b)) {
            let text = |names: &[String]| Some(format!("the columns in the order {}", names.join(", ")));
            self.add(Kind::ColumnOrder, Some(table), None, text(&wanted), text(&there));
        }
    }
}

impl Dialect {
    fn same_type(&self, a: &str, b: &str) -> bool {
        match self.engine {
            Engine::Postgres => a == b,
            Engine::Sqlite => self.same_tokens(a, b),
            Engine::Mysql => a == b || without_display_width(a) == without_display_width(b),
        }
    }
}

/// MySQL prints the width of an integer's display up to version 8.0.18, `int(11)`, and MariaDB does; later versions do not.
/// It tells nothing but for `tinyint(1)`, which is a truth value.
///
/// <https://dev.mysql.com/doc/relnotes/mysql/8.0/en/news-8-0-19.html>
fn without_display_width(sql_type: &str) -> String {
    let plain = || sql_type.to_owned();
    let Some((name, rest)) = sql_type.split_once('(') else { return plain() };
    let Some((width, rest)) = rest.split_once(')') else { return plain() };
    let is_integer = matches!(name, "tinyint" | "smallint" | "mediumint" | "int" | "bigint" | "year");
    if is_integer && (name, width) != ("tinyint", "1") && !rest.contains("zerofill") {
        return format!("{name}{rest}");
    }
    plain()
}

#[cfg(test)]
mod tests {
    use super::without_display_width;

    #[test]
    fn the_width_of_display_tells_nothing() {
        assert_eq!(without_display_width("int(10) unsigned"), "int unsigned");
        assert_eq!(without_display_width("tinyint(4)"), "tinyint");
        assert_eq!(without_display_width("tinyint(1)"), "tinyint(1)");
        assert_eq!(without_display_width("decimal(10,2)"), "decimal(10,2)");
    }
}
