//! Diesel's SQL types for a column's.

use super::names::{rust_name, upper_camel_case};
use super::sqlite;
use crate::catalog::{Catalog, Column, SqlType, Table, TypeKind, TypeName};
use crate::dialect::Dialect;

/// The types that Diesel itself has for PostgreSQL, by the names that diesel_cli writes.
const PROVIDED: &[&str] = &[
    "BigInt",
    "Bigint",
    "Binary",
    "Bit",
    "Bool",
    "Bpchar",
    "Bytea",
    "Char",
    "Cidr",
    "Citext",
    "Date",
    "Datemultirange",
    "Daterange",
    "Decimal",
    "Double",
    "Float",
    "Float4",
    "Float8",
    "Inet",
    "Int2",
    "Int4",
    "Int4multirange",
    "Int4range",
    "Int8",
    "Int8multirange",
    "Int8range",
    "Integer",
    "Interval",
    "Json",
    "Jsonb",
    "MacAddr",
    "MacAddr8",
    "Macaddr",
    "Macaddr8",
    "Money",
    "Numeric",
    "Nummultirange",
    "Numrange",
    "Oid",
    "PgLsn",
    "Record",
    "SmallInt",
    "Smallint",
    "Text",
    "Time",
    "Timestamp",
    "Timestamptz",
    "Tsmultirange",
    "Tsrange",
    "Tstzmultirange",
    "Tstzrange",
    "Uuid",
    "VarChar",
    "Varchar",
];

/// The types that diesel_cli takes for Diesel's own in MySQL.
const PROVIDED_FOR_MYSQL: &[&str] = &[
    "BigInt",
    "Bigint",
    "Binary",
    "Bit",
    "Blob",
    "Bool",
    "Char",
    "Date",
    "Datetime",
    "Decimal",
    "Double",
    "Float",
    "Float4",
    "Float8",
    "Int2",
    "Int4",
    "Int8",
    "Integer",
    "Json",
    "Longblob",
    "Longtext",
    "Mediumblob",
    "Mediumtext",
    "Numeric",
    "SmallInt",
    "Smallint",
    "Text",
    "Time",
    "Timestamp",
    "TinyInt",
    "Tinyblob",
    "Tinyint",
    "Tinytext",
    "VarChar",
    "Varbinary",
    "Varchar",
];

/// Names that diesel_cli takes for Diesel's own as well, though they mean nothing for PostgreSQL.
const TAKEN_FOR_PROVIDED: &[&str] = &[
    "BigSerial",
    "Blob",
    "Longblob",
    "Longtext",
    "Mediumblob",
    "Mediumtext",
    "Range",
    "Serial",
    "SmallSerial",
    "Tinyblob",
    "Tinytext",
    "Varbinary",
];

/// A SQL type that Diesel does not have: its schema, unless the default one, and its name.
pub type CustomType = (Option<String>, String);

/// Diesel's SQL type of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DieselType {
    /// The type's own name in Rust, `Varchar`, or that of an array's elements.
    pub name: String,
    /// Whether it is an array.
    pub array: bool,
    /// Whether it may be NULL.
    pub nullable: bool,
    /// Whether it is one of MySQL's types without negative numbers.
    pub unsigned: bool,
    /// The SQL type behind it, where Diesel has none of that name: its schema, unless the default one, and its name.
    pub custom: Option<CustomType>,
}

impl DieselType {
    /// The type as `table!` takes it, with `custom` types and all others by their bare names: `Nullable<Varchar>`.
    pub fn expression(&self) -> String {
        let mut out = if self.unsigned { format!("Unsigned<{}>", self.name) } else { self.name.clone() };
        if self.array {
            out = format!("Array<Nullable<{out}>>");
        }
        if self.nullable { format!("Nullable<{out}>") } else { out }
    }

    /// The type by its full path, custom types below `module`, that of the table: `diesel::sql_types::Nullable<…>`.
    pub fn path(&self, module: &str) -> String {
        let module =
            if self.custom.is_some() { format!("{module}::sql_types") } else { "::diesel::sql_types".to_owned() };
        let mut out = format!("{module}::{}", self.name);
        if self.unsigned {
            out = format!("::diesel::sql_types::Unsigned<{out}>");
        }
        if self.array {
            out = format!("::diesel::sql_types::Array<::diesel::sql_types::Nullable<{out}>>");
        }
        if self.nullable { format!("::diesel::sql_types::Nullable<{out}>") } else { out }
    }
}

/// Diesel's SQL type of a column: a domain is its base type.
pub fn diesel_type(catalog: &Catalog, table: &Table, column: &Column) -> DieselType {
    if catalog.dialect().is_mysql() {
        let mut found = mysql_type(catalog, column);
        if found.custom.is_some() {
            found.name = own_type_name(table, column, &found.name);
        }
        return found;
    }
    named(catalog, base_type(catalog, &column.sql_type), column.nullable)
}

/// The type of a column as diesel_cli prints it, from what `information_schema.columns` tells.
///
/// It knows a type by `udt_name`. Where that begins with `_` it is taken for an array's, even if it is not. A domain is
/// the type it is over, which may be a domain again, unless it is one of `domains_as_types`.
pub(super) fn printed_type(catalog: &Catalog, column: &Column, domains_as_types: &dyn Fn(&str) -> bool) -> DieselType {
    if catalog.dialect().is_mysql() {
        return mysql_type(catalog, column);
    }
    let own = &column.sql_type;
    if catalog.dialect() == Dialect::Sqlite {
        // A row id is never NULL, but diesel_cli goes by what the definition says.
        return named(catalog, own, !column.not_null);
    }
    let shown = if domains_as_types(own.type_name(catalog)) { own } else { below_domain(catalog, own).unwrap_or(own) };
    let mut found = named(catalog, shown, column.nullable);
    let sql_name = shown.type_name(catalog);
    let element = if shown.array { Some(element_name(sql_name)) } else { sql_name.strip_prefix('_') };
    if let Some(element) = element {
        (found.name, found.custom) = definition(catalog, shown, element);
        found.array = true;
    }
    found.custom = found.custom.filter(|_| !TAKEN_FOR_PROVIDED.contains(&found.name.as_str()));
    found
}

/// What is left of an array type's name without the `_` before it: names have 63 bytes at most.
fn element_name(name: &str) -> &str {
    const LONGEST: usize = 62;
    let mut end = name.len().min(LONGEST);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    &name[..end]
}

/// MySQL's type, as diesel_cli makes it of `information_schema.columns.column_type`.
fn mysql_type(catalog: &Catalog, column: &Column) -> DieselType {
    let shown = column.sql_type.format_type(catalog);
    let unsigned = |text: &str| text.to_lowercase().contains("unsigned");
    let name = match shown.as_str() {
        "tinyint(1)" => "bool".to_owned(),
        integer if integer.starts_with("int") => "integer".to_owned(),
        other => {
            let name = other.split('(').next().unwrap_or_default();
            if unsigned(name) { name.to_lowercase().replace("unsigned", "").trim().to_owned() } else { name.to_owned() }
        }
    };
    let in_rust = upper_camel_case(&name);
    let custom = (!PROVIDED_FOR_MYSQL.contains(&in_rust.as_str())).then_some((None, name));
    // Wherever the word stands, in a label perhaps, diesel_cli takes it for the attribute.
    DieselType { name: in_rust, array: false, nullable: column.nullable, unsigned: unsigned(&shown), custom }
}

/// The name in Rust of a type of MySQL's that Diesel does not have: it is one of the column's own.
pub(super) fn own_type_name(table: &Table, column: &Column, name: &str) -> String {
    let table = rust_name(&table.name, None);
    upper_camel_case(&format!("{table} {} {name}", rust_name(&column.name, Some(&table))))
}

/// The length that `information_schema.columns.character_maximum_length` tells.
pub(super) fn max_length(catalog: &Catalog, column: &Column) -> Option<String> {
    let sql_type = below_domain(catalog, &column.sql_type).unwrap_or(&column.sql_type);
    let TypeName::Builtin(builtin) = sql_type.name else { return None };
    let labels = || sql_type.labels().map(|label| label.chars().count());
    let counted = match builtin.name {
        "enum" => return labels().max().map(|longest| longest.to_string()),
        // All labels at once, with commas between them.
        "set" => return Some((labels().sum::<usize>() + labels().count().saturating_sub(1)).to_string()),
        "bit" => !catalog.dialect().is_mysql(),
        // `STRING(n)`
        "text" => catalog.dialect() == Dialect::Cockroachdb,
        name => matches!(name, "varchar" | "bpchar" | "varbit" | "char" | "binary" | "varbinary"),
    };
    sql_type.modifiers.first().filter(|_| counted && !sql_type.array).cloned()
}

fn named(catalog: &Catalog, sql_type: &SqlType, nullable: bool) -> DieselType {
    if let TypeName::Declared(text) = &sql_type.name
        && let Some(name) = sqlite::type_of(text)
    {
        return DieselType { name: name.to_owned(), array: false, nullable, unsigned: false, custom: None };
    }
    let (name, custom) = definition(catalog, sql_type, sql_type.type_name(catalog));
    DieselType { name, array: sql_type.array, nullable, unsigned: false, custom }
}

/// The name in Rust of a type that is called so in SQL, and what defines it where Diesel has none of that name.
fn definition(catalog: &Catalog, sql_type: &SqlType, sql_name: &str) -> (String, Option<CustomType>) {
    let name = upper_camel_case(sql_name);
    let custom = (!PROVIDED.contains(&name.as_str())).then(|| {
        let schema = match &sql_type.name {
            TypeName::Builtin(_) | TypeName::Declared(_) => "pg_catalog",
            TypeName::User(id) => &catalog.type_by_id(*id).schema,
            TypeName::Row(id) => &catalog.table_by_id(*id).schema,
        };
        let schema = Some(schema).filter(|schema| *schema != catalog.dialect().default_schema());
        (schema.map(str::to_owned), sql_name.to_owned())
    });
    (name, custom)
}

/// The type below all domains.
fn base_type<'a>(catalog: &'a Catalog, sql_type: &'a SqlType) -> &'a SqlType {
    let mut found = sql_type;
    while let Some(base) = below_domain(catalog, found) {
        found = base;
    }
    found
}

/// The type that a domain is over.
fn below_domain<'a>(catalog: &'a Catalog, sql_type: &'a SqlType) -> Option<&'a SqlType> {
    match sql_type.name {
        TypeName::User(id) if !sql_type.array => match &catalog.type_by_id(id).kind {
            TypeKind::Domain { base, .. } => Some(base),
            _ => None,
        },
        _ => None,
    }
}
