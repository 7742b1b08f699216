//! How a column is written, and what becomes of the values of one that changes.

use schema_catalog::{Column, ShownColumn};

use super::quoted;

/// A column's definition, with its name. Its character set is left out where each of these tables has it for its default.
pub(super) fn definition(column: &ShownColumn, defaults: &[&str]) -> String {
    let mut text = format!("{} {}", quoted(&column.name), column.sql_type);
    if let Some(set) = column.character_set.as_ref().filter(|set| defaults.iter().any(|default| default != set)) {
        text += &format!(" {set}");
    }
    if !column.attributes.is_empty() {
        text += &format!(" {}", column.attributes);
    }
    text
}

/// What is said of a new column.
pub(super) fn remark_of_new(table: &str, column: &Column) -> Option<String> {
    let is_given = column.default.is_some() || column.identity.is_some() || column.generated.is_some();
    (!column.nullable && !is_given).then(|| {
        let own = quoted(&column.name);
        format!("rows get 0, '' or the like for {table}.{own}: give it a DEFAULT, or fill it afterwards")
    })
}

/// What is said of a column whose type or nullability changes.
pub(super) fn remarks_of_changed(table: &str, [old, new]: [&ShownColumn; 2], becomes_not_null: bool) -> Vec<String> {
    let own = quoted(&new.name);
    let mut remarks = Vec::new();
    if old.sql_type != new.sql_type || old.character_set != new.character_set {
        let was = if old.sql_type == new.sql_type { old.character_set.as_ref() } else { Some(&old.sql_type) };
        let was = was.map_or("", String::as_str);
        let fits = if holds_all_of(new, old) { "" } else { "; fails where a value does not fit, or cuts it" };
        remarks.push(format!("{table}.{own} was {was}{fits}"));
    }
    if becomes_not_null {
        remarks.push(format!("fails where there is a NULL in {table}.{own}"));
    }
    remarks
}

/// Whether a type holds each value of another, as far as that is plain by their names.
fn holds_all_of(to: &ShownColumn, from: &ShownColumn) -> bool {
    if from.character_set != to.character_set {
        return false;
    }
    let parts = |sql_type: &str| {
        let name = sql_type.split(['(', ' ']).next().unwrap_or_default().to_owned();
        let inner =
            sql_type.split_once('(').and_then(|(_, rest)| rest.rsplit_once(')')).map(|(inner, _)| inner.to_owned());
        (name, inner.unwrap_or_default(), sql_type.contains(" unsigned"))
    };
    let ((from, from_inner, unsigned), (to, to_inner, to_unsigned)) = (parts(&from.sql_type), parts(&to.sql_type));
    const ORDERS: [&[&str]; 3] = [
        &["tinyint", "smallint", "mediumint", "int", "bigint"],
        &["tinytext", "text", "mediumtext", "longtext"],
        &["tinyblob", "blob", "mediumblob", "longblob"],
    ];
    let wider = |order: &&[&str]| {
        let place = |name: &str| order.iter().position(|known| *known == name);
        place(&from).zip(place(&to)).is_some_and(|(from, to)| from <= to)
    };
    if ORDERS.iter().any(wider) {
        return unsigned == to_unsigned;
    }
    let length = |inner: &str| inner.parse::<u64>().ok();
    from == to
        && match from.as_str() {
            "varchar" | "char" | "varbinary" => length(&from_inner) <= length(&to_inner),
            "enum" | "set" => to_inner.starts_with(&from_inner),
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::{ShownColumn, holds_all_of};

    #[test]
    fn a_wider_type_holds_all_values() {
        let column = |sql_type: &str| ShownColumn {
            name: String::new(),
            sql_type: sql_type.to_owned(),
            character_set: None,
            attributes: String::new(),
            is_virtual: false,
        };
        for (from, to, wanted) in [
            ("int(11)", "bigint(20)", true),
            ("bigint(20)", "int(11)", false),
            ("int(10) unsigned", "bigint(20)", false),
            ("varchar(20)", "varchar(32)", true),
            ("varchar(32)", "varchar(20)", false),
            ("varchar(32)", "text", false),
            ("text", "longtext", true),
            ("enum('a','b')", "enum('a','b','c')", true),
            ("enum('a','b')", "enum('a','c')", false),
            ("decimal(10,2)", "decimal(12,2)", false),
        ] {
            assert_eq!(holds_all_of(&column(to), &column(from)), wanted, "{from} to {to}");
        }
    }
}
