//! Columns: their types, and the rules for each.

use super::Mysql;
use super::definition::{Check, Draft, same};
use super::names::{check_name, columns_named, find_column};
use crate::catalog::{
    Column, ColumnDefault, ColumnId, Generation, History, Identity, SqlType, TypeName, mysql_builtin, quote_label,
};
use crate::cursor::{Fragment, Name};
use crate::fault::{DUPLICATE_COLUMN, Fault, UNDEFINED_COLUMN};
use crate::mysql::charset::Collation;
use crate::mysql::ddl::{ColumnDef, Default, KeyKind, TypeRef};
use crate::source::Place;

/// The most bytes that the columns of a row take together: <https://dev.mysql.com/doc/refman/8.4/en/column-count-limit.html>.
const MAX_ROW: u64 = 65_535;

/// The widths that MariaDB shows where none is written; for unsigned types the second.
const WIDTHS: &[(&str, u64, u64)] =
    &[("tinyint", 4, 3), ("smallint", 6, 5), ("mediumint", 9, 8), ("int", 11, 10), ("bigint", 20, 20)];

impl Mysql {
    /// The type that is written, and the collation where it is text.
    pub(crate) fn resolve_type(
        &self,
        written: &TypeRef,
        column: &Name,
        default: &Collation,
    ) -> Result<(SqlType, Option<Collation>), Fault> {
        let fault = |message: String| Fault::new(written.place, message);
        let text = matches!(written.name, "char" | "varchar" | "enum" | "set") || written.name.ends_with("text");
        let mut collation = None;
        let mut name = written.name;
        if text {
            let found =
                Collation::said(written.charset.as_ref(), written.collation.as_ref(), default, self.catalog.dialect)?;
            // A text of bytes is a type of its own.
            let bytes = matches!(written.name, "char" | "varchar") || written.name.ends_with("text");
            if found.is_binary() && bytes {
                name = binary_name(name);
            } else {
                collation = Some(found);
            }
        }
        if name == "json" && self.is_mariadb() {
            name = "longtext";
            collation = Some(Collation::of_json());
        }
        let longest = collation.as_ref().map_or(1, Collation::longest);
        let numbers = written.numbers.as_slice();
        let mut modifiers: Vec<u64> = Vec::new();
        match name {
            "tinyint" | "smallint" | "mediumint" | "int" | "bigint" => {
                if let Some(width) = numbers.first().filter(|width| **width > 255) {
                    return Err(fault(format!("a width of {width} is more than 255, which is the most")));
                }
                modifiers.extend(self.width(name, written));
            }
            "decimal" => {
                let (digits, scale) = (numbers.first().copied().unwrap_or(10), numbers.get(1).copied().unwrap_or(0));
                // No digits at all stand for ten.
                let digits = if digits == 0 && scale == 0 { 10 } else { digits };
                if digits > 65 {
                    return Err(fault(format!("{digits} digits are more than 65, which is the most")));
                }
                if scale > 38 && self.is_mariadb() || scale > 30 && !self.is_mariadb() {
                    return Err(fault(format!("{scale} digits behind the point are too many")));
                }
                if scale > digits {
                    return Err(fault(format!("of {digits} digits, {scale} can't stand behind the point")));
                }
                modifiers.extend([digits, scale]);
            }
            "float" if numbers.len() == 1 => {
                if numbers[0] > 53 {
                    return Err(fault(format!("a precision of {} is more than 53, which is the most", numbers[0])));
                }
                if numbers[0] > 24 {
                    name = "double";
                }
            }
            "float" | "double" => {
                if let [digits, scale] = *numbers {
                    if digits > 255 || scale > 30 || scale > digits {
                        return Err(fault(format!("`({digits},{scale})` is no precision for this type")));
                    }
                    modifiers.extend([digits, scale]);
                } else if numbers.len() == 1 {
                    return Err(fault("this type takes two numbers or none".to_owned()));
                }
            }
            "bit" => {
                let bits = numbers.first().copied().filter(|bits| *bits != 0).unwrap_or(1);
                if bits > 64 {
                    return Err(fault(format!("{bits} bits are more than 64, which is the most")));
                }
                modifiers.push(bits);
            }
            "year" if self.is_mariadb() => modifiers.push(if numbers.first() == Some(&2) { 2 } else { 4 }),
            "time" | "datetime" | "timestamp" => {
                let digits = numbers.first().copied().unwrap_or(0);
                if digits > 6 {
                    return Err(fault(format!("{digits} digits of a second are more than 6, which is the most")));
                }
                modifiers.extend(Some(digits).filter(|digits| *digits > 0));
            }
            "char" | "binary" => {
                let length = numbers.first().copied().unwrap_or(1);
                if length > 255 {
                    let message = format!("column `{}` has a length of {length}, and 255 is the most", column.value);
                    return Err(fault(message).help("use VARCHAR, TEXT or BLOB"));
                }
                modifiers.push(length);
            }
            "varchar" | "varbinary" => {
                let length = numbers.first().copied().unwrap_or(0);
                let most = MAX_ROW / longest;
                // With all bytes taken, none is left for the length itself.
                if length > most || length * longest > MAX_ROW - 3 && length * longest <= MAX_ROW {
                    let message = format!("column `{}` has a length of {length}, which is too long", column.value);
                    return Err(
                        fault(message).help(format!("at most {} fit; use TEXT or BLOB", (MAX_ROW - 3) / longest))
                    );
                }
                modifiers.push(length);
            }
            "text" | "blob" => {
                if let Some(length) = numbers.first() {
                    let bytes = length.saturating_mul(longest);
                    name = match (name, bytes) {
                        (_, 0) => name,
                        (_, bytes) if bytes > u64::from(u32::MAX) && *length > u64::from(u32::MAX) => {
                            return Err(fault(format!("a length of {length} is too long")));
                        }
                        ("text", ..=255) => "tinytext",
                        ("text", ..=65_535) => "text",
                        ("text", ..=16_777_215) => "mediumtext",
                        ("text", _) => "longtext",
                        (_, ..=255) => "tinyblob",
                        (_, ..=65_535) => "blob",
                        (_, ..=16_777_215) => "mediumblob",
                        _ => "longblob",
                    };
                }
            }
            "geometrycollection" if !self.is_mariadb() => name = "geomcollection",
            _ => {}
        }
        let builtin = mysql_builtin(name).ok_or_else(|| fault(format!("there is no type `{name}`")))?;
        let mut found = SqlType::new(TypeName::Builtin(builtin));
        found.modifiers = modifiers.iter().map(u64::to_string).collect();
        if matches!(name, "enum" | "set") {
            unique_labels(written, name)?;
            found.modifiers = written.labels.iter().map(|label| quote_label(label)).collect();
        }
        found.unsigned = written.unsigned;
        found.zerofill = written.zerofill;
        Ok((found, collation))
    }

    /// The width of an integer, where the engine shows one. MySQL does so since 8.0.19 for `TINYINT(1)` and `ZEROFILL`
    /// only.
    fn width(&self, name: &str, written: &TypeRef) -> Option<u64> {
        let said = written.numbers.first().copied().filter(|width| *width != 0);
        let (_, signed, unsigned) = WIDTHS.iter().find(|(known, ..)| *known == name)?;
        let width = said.unwrap_or(if written.unsigned { *unsigned } else { *signed });
        let shown = self.is_mariadb() || written.zerofill || (name == "tinyint" && width == 1 && !written.unsigned);
        shown.then_some(width)
    }

    /// Makes a column of its definition, under an id of its own.
    pub(crate) fn new_column(&self, draft: &mut Draft, def: &ColumnDef, id: ColumnId) -> Result<Column, Fault> {
        check_name(&def.name, "column")?;
        check_definition(def)?;
        let place = def.name.place;
        let (sql_type, collation) = self.resolve_type(&def.sql_type, &def.name, &draft.definition.collation)?;
        draft.definition.collations.remove(&id);
        draft.definition.padded.remove(&id);
        draft.definition.null_defaults.remove(&id);
        draft.definition.dropped_defaults.remove(&id);
        draft.definition.on_update.remove(&id);
        draft.definition.attributes.remove(&id);
        if def.on_update {
            draft.definition.on_update.insert(id);
        }
        if !def.others.is_empty() {
            draft.definition.attributes.insert(id, def.others.clone());
        }
        if let Some(collation) = collation {
            draft.definition.collations.insert(id, collation);
        }
        let nullable = def.null.unwrap_or(true);
        let mut column = Column {
            id,
            name: def.name.value.clone(),
            sql_type,
            nullable,
            default: None,
            identity: None,
            generated: None,
            comment: def.comment.clone(),
            hidden: false,
            history: History::new(place, "declared"),
            inherited: 0,
            local: true,
            not_null: !nullable,
        };
        if let Some(default) = &def.default {
            column.default = self.default_of(&column, default)?;
        }
        if def.auto_increment {
            let number = matches!(
                def.sql_type.name,
                "tinyint" | "smallint" | "mediumint" | "int" | "bigint" | "float" | "double"
            );
            if !number {
                let message = format!("column `{}` is no number, which AUTO_INCREMENT counts", column.name);
                return Err(Fault::new(place, message));
            }
            column.identity = Some(Identity::ByDefault);
            // A column that counts is never NULL.
            column.nullable = false;
            column.not_null = true;
        }
        if !self.settings.explicit_timestamps && def.sql_type.name == "timestamp" && def.null != Some(true) {
            self.implicit_timestamp(draft, def, &mut column);
        }
        if let Some(generated) = &def.generated {
            let expression = generated.expression.as_ref().map_or("", |expression| expression.text.as_str());
            column.generated = Some(Generation {
                expression: expression.to_owned(),
                stored: generated.stored,
                columns: Vec::new(),
                functions: Vec::new(),
            });
            if generated.expression.is_none() {
                column.nullable = false;
                column.not_null = true;
            }
        }
        Ok(column)
    }

    /// Without `explicit_defaults_for_timestamp`, a timestamp that says nothing is NOT NULL, and the first has a default.
    fn implicit_timestamp(&self, draft: &mut Draft, def: &ColumnDef, column: &mut Column) {
        column.nullable = false;
        column.not_null = true;
        if def.default.is_none() && !def.on_update && def.generated.is_none() {
            let first =
                draft.table.columns.iter().all(|column| column.sql_type.type_name(&self.catalog) != "timestamp");
            let expression = if first { "current_timestamp()" } else { "'0000-00-00 00:00:00'" };
            if first {
                draft.definition.on_update.insert(column.id);
            }
            column.default =
                Some(ColumnDefault { expression: expression.to_owned(), sequence: None, functions: Vec::new() });
        }
    }

    /// A column's default; none for `DEFAULT NULL`.
    pub(crate) fn default_of(&self, column: &Column, default: &Default) -> Result<Option<ColumnDefault>, Fault> {
        let invalid =
            |why: &str| Fault::new(default.place, format!("column `{}` can't have this default: {why}", column.name));
        if default.null {
            if column.not_null {
                return Err(invalid("it is NOT NULL"));
            }
            return Ok(None);
        }
        let name = column.sql_type.type_name(&self.catalog);
        let large = name.ends_with("text") || name.ends_with("blob") || matches!(name, "json" | "geometry" | "point");
        if large && !self.is_mariadb() && !default.parenthesised {
            return Err(invalid("MySQL takes an expression in parentheses only, for this type"));
        }
        // MariaDB tries what it can work out at once, as it tries a value.
        let worked_out = default.concatenated.as_ref().filter(|_| self.is_mariadb());
        if let Some(value) = default.string.as_ref().or(worked_out) {
            valid_string(&column.sql_type, name, value).map_err(invalid)?;
        }
        Ok(Some(ColumnDefault { expression: default.expression.text.clone(), sequence: None, functions: Vec::new() }))
    }
}

/// Holds a definition to what the engine looks at as soon as it has read it, before it looks up the table.
pub(crate) fn check_definition(def: &ColumnDef) -> Result<(), Fault> {
    let name = &def.name.value;
    let primary = def.keys.iter().any(|(kind, _)| *kind == KeyKind::Primary);
    if let Some(default) = &def.default {
        let message = if default.null && def.null == Some(false) {
            format!("column `{name}` can't have this default: it is NOT NULL")
        } else if default.null && primary && !def.auto_increment {
            format!("column `{name}` is the primary key, and can't have NULL for its default")
        } else if !default.null && def.auto_increment {
            format!("column `{name}` counts by AUTO_INCREMENT and can't have a default")
        } else {
            String::new()
        };
        if !message.is_empty() {
            return Err(Fault::new(default.place, message));
        }
    }
    if def.on_update && !matches!(def.sql_type.name, "timestamp" | "datetime") {
        return Err(Fault::new(def.name.place, format!("column `{name}` can't have ON UPDATE: it is no time")));
    }
    Ok(())
}

/// Whether a column is worked out whenever it is read.
pub(crate) fn is_virtual(column: &Column) -> bool {
    column.generated.as_ref().is_some_and(|generated| !generated.stored)
}

/// The type of bytes that stands for a type of text.
fn binary_name(name: &'static str) -> &'static str {
    match name {
        "char" => "binary",
        "varchar" => "varbinary",
        "tinytext" => "tinyblob",
        "mediumtext" => "mediumblob",
        "longtext" => "longblob",
        _ => "blob",
    }
}

fn unique_labels(written: &TypeRef, name: &str) -> Result<(), Fault> {
    for (at, label) in written.labels.iter().enumerate() {
        if name == "set" && label.contains(',') {
            return Err(Fault::new(written.place, format!("the label `{label}` of a SET can't have a comma in it")));
        }
        if written.labels[..at].iter().any(|other| same(other, label)) {
            return Err(Fault::new(written.place, format!("the label `{label}` is there twice")));
        }
    }
    Ok(())
}

/// Whether a string can be a column's default; else why not.
fn valid_string(sql_type: &SqlType, name: &str, value: &str) -> Result<(), &'static str> {
    let limit = || sql_type.modifiers.first().and_then(|length| length.parse().ok()).unwrap_or(usize::MAX);
    match name {
        "tinyint" | "smallint" | "mediumint" | "int" | "bigint" | "decimal" | "float" | "double" | "year" => {
            let number = value.trim().parse::<f64>();
            if !number.is_ok_and(|number| number.is_finite() && !(sql_type.unsigned && number < 0.0)) {
                return Err("it is no number of this type");
            }
        }
        "char" | "varchar" if value.trim_end_matches(' ').chars().count() > limit() => return Err("it is too long"),
        "binary" | "varbinary" if value.len() > limit() => return Err("it is too long"),
        "enum" if !sql_type.labels().any(|label| same(&label, value.trim_end_matches(' '))) => {
            return Err("it is none of the labels");
        }
        "set" if !value.is_empty() && !value.split(',').all(|one| sql_type.labels().any(|label| same(&label, one))) => {
            return Err("it is none of the labels");
        }
        "date" | "datetime" | "timestamp" if !value.starts_with(|c: char| c.is_ascii_digit()) => {
            return Err("it is no time");
        }
        _ => {}
    }
    Ok(())
}

/// Errs where the table has two columns of one name, or none at all.
pub(crate) fn unique_columns(draft: &Draft, place: Place) -> Result<(), Fault> {
    let columns = &draft.table.columns;
    let mut seen = std::collections::BTreeMap::new();
    for column in columns {
        if let Some(first) = seen.insert(column.name.to_lowercase(), column.history.declared()) {
            let message = format!("column `{}` is there twice", column.name);
            let last = column.history.events().last().map_or(place, |(place, _)| place);
            return Err(Fault::new(last, message).state(DUPLICATE_COLUMN).note("the other was declared", first));
        }
    }
    if columns.is_empty() {
        return Err(Fault::new(place, "a table must have at least one column"));
    }
    Ok(())
}

/// The columns that an expression reads; each name in it must be one.
pub(crate) fn columns_read(
    draft: &Draft,
    expression: &Fragment,
    place: Place,
    what: &str,
) -> Result<Vec<ColumnId>, Fault> {
    for name in &expression.names {
        let quoted = || expression.text.contains(&format!("`{}`", name.replace('`', "``")));
        if find_column(&draft.table, name).is_none() && (!is_word_of_expressions(name) || quoted()) {
            let message = format!("there is no column `{name}` in table `{}` for {what}", draft.table.name);
            return Err(Fault::new(place, message).state(UNDEFINED_COLUMN));
        }
    }
    Ok(columns_named(&draft.table, &expression.names))
}

/// Words that stand in an expression where a column could, and are none.
pub(crate) fn is_word_of_expressions(name: &str) -> bool {
    const WORDS: &[&str] = &[
        "AND",
        "ANY",
        "AS",
        "ASC",
        "BETWEEN",
        "BINARY",
        "BOTH",
        "BY",
        "CASE",
        "CHAR",
        "COLLATE",
        "CURRENT_DATE",
        "CURRENT_TIME",
        "CURRENT_TIMESTAMP",
        "CURRENT_USER",
        "DATE",
        "DATETIME",
        "DAY",
        "DECIMAL",
        "DESC",
        "DISTINCT",
        "DIV",
        "DOUBLE",
        "ELSE",
        "END",
        "ESCAPE",
        "EXISTS",
        "FALSE",
        "FLOAT",
        "FOR",
        "FROM",
        "HOUR",
        "IN",
        "INT",
        "INTEGER",
        "INTERVAL",
        "IS",
        "JSON",
        "LEADING",
        "LIKE",
        "LOCALTIME",
        "LOCALTIMESTAMP",
        "MEMBER",
        "MINUTE",
        "MOD",
        "MONTH",
        "NOT",
        "NULL",
        "OF",
        "ON",
        "OR",
        "ORDER",
        "QUARTER",
        "REGEXP",
        "RLIKE",
        "SECOND",
        "SEPARATOR",
        "SET",
        "SIGNED",
        "SOUNDS",
        "THEN",
        "TIME",
        "TIMESTAMP",
        "TRAILING",
        "TRUE",
        "UNKNOWN",
        "UNSIGNED",
        "USING",
        "UTC_DATE",
        "UTC_TIME",
        "UTC_TIMESTAMP",
        "WEEK",
        "WHEN",
        "XOR",
        "YEAR",
    ];
    name.starts_with('_') || WORDS.iter().any(|word| name.eq_ignore_ascii_case(word))
}

/// The check that MariaDB makes for a column of type `JSON`.
///
/// <https://mariadb.com/kb/en/json-data-type/>
pub(crate) fn json_check(column: &Column, place: Place) -> Check {
    Check {
        name: column.name.clone(),
        expression: format!("json_valid(`{}`)", column.name.replace('`', "``")),
        of_column: Some(column.id),
        columns: vec![column.id],
        enforced: true,
        declared: place,
    }
}
