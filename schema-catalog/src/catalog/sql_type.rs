//! SQL types: those that PostgreSQL has, those that migrations create, and how each is written.

use std::fmt::Write as _;
use std::sync::Arc;

use super::Catalog;
use super::mysql_types::unquote_label;
use super::table::{History, TableId};
use crate::source::Place;

/// Identifies a type that the migrations created, through renames.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub(crate) u32);

/// A type that every database of the dialect has.
#[derive(Debug, PartialEq, Eq)]
pub struct Builtin {
    /// The name in the system catalog (`pg_type.typname`): `int4`, `varchar`.
    pub name: &'static str,
    /// The name that `format_type` prints: `integer`, `character varying`.
    pub formatted: &'static str,
    /// The name that messages use: `INTEGER`, `VARCHAR`.
    pub display: &'static str,
    /// Further spellings that SQL allows, in lower case.
    spellings: &'static [&'static str],
}

pub(super) const fn b(
    name: &'static str,
    formatted: &'static str,
    display: &'static str,
    spellings: &'static [&'static str],
) -> Builtin {
    Builtin { name, formatted, display, spellings }
}

/// PostgreSQL's types: <https://www.postgresql.org/docs/current/datatype.html>.
///
/// The spellings are those of the grammar's own keywords, which no user type can shadow; spellings of several words are
/// put together by the parser.
pub(crate) static BUILTINS: &[Builtin] = &[
    b("int2", "smallint", "SMALLINT", &["smallint"]),
    b("int4", "integer", "INTEGER", &["int", "integer"]),
    b("int8", "bigint", "BIGINT", &["bigint"]),
    b("float4", "real", "REAL", &["real"]),
    b("float8", "double precision", "DOUBLE PRECISION", &["double precision"]),
    b("numeric", "numeric", "NUMERIC", &["decimal", "dec", "numeric"]),
    b("bool", "boolean", "BOOLEAN", &["boolean"]),
    b("varchar", "character varying", "VARCHAR", &["varchar", "character varying"]),
    b("bpchar", "character", "CHAR", &["char", "character"]),
    b("text", "text", "TEXT", &[]),
    b("name", "name", "NAME", &[]),
    b("char", "\"char\"", "\"char\"", &[]),
    b("bytea", "bytea", "BYTEA", &[]),
    b("date", "date", "DATE", &[]),
    b("time", "time without time zone", "TIME", &["time"]),
    b("timetz", "time with time zone", "TIMETZ", &[]),
    b("timestamp", "timestamp without time zone", "TIMESTAMP", &["timestamp"]),
    b("timestamptz", "timestamp with time zone", "TIMESTAMPTZ", &[]),
    b("interval", "interval", "INTERVAL", &["interval"]),
    b("uuid", "uuid", "UUID", &[]),
    b("json", "json", "JSON", &["json"]),
    b("jsonb", "jsonb", "JSONB", &[]),
    b("jsonpath", "jsonpath", "JSONPATH", &[]),
    b("xml", "xml", "XML", &[]),
    b("inet", "inet", "INET", &[]),
    b("cidr", "cidr", "CIDR", &[]),
    b("macaddr", "macaddr", "MACADDR", &[]),
    b("macaddr8", "macaddr8", "MACADDR8", &[]),
    b("bit", "bit", "BIT", &["bit"]),
    b("varbit", "bit varying", "VARBIT", &["bit varying"]),
    b("money", "money", "MONEY", &[]),
    b("oid", "oid", "OID", &[]),
    b("regclass", "regclass", "REGCLASS", &[]),
    b("regcollation", "regcollation", "REGCOLLATION", &[]),
    b("regconfig", "regconfig", "REGCONFIG", &[]),
    b("regdictionary", "regdictionary", "REGDICTIONARY", &[]),
    b("regnamespace", "regnamespace", "REGNAMESPACE", &[]),
    b("regoper", "regoper", "REGOPER", &[]),
    b("regoperator", "regoperator", "REGOPERATOR", &[]),
    b("regproc", "regproc", "REGPROC", &[]),
    b("regprocedure", "regprocedure", "REGPROCEDURE", &[]),
    b("regrole", "regrole", "REGROLE", &[]),
    b("regtype", "regtype", "REGTYPE", &[]),
    b("point", "point", "POINT", &[]),
    b("line", "line", "LINE", &[]),
    b("lseg", "lseg", "LSEG", &[]),
    b("box", "box", "BOX", &[]),
    b("path", "path", "PATH", &[]),
    b("polygon", "polygon", "POLYGON", &[]),
    b("circle", "circle", "CIRCLE", &[]),
    b("tsvector", "tsvector", "TSVECTOR", &[]),
    b("tsquery", "tsquery", "TSQUERY", &[]),
    b("int4range", "int4range", "INT4RANGE", &[]),
    b("int8range", "int8range", "INT8RANGE", &[]),
    b("numrange", "numrange", "NUMRANGE", &[]),
    b("tsrange", "tsrange", "TSRANGE", &[]),
    b("tstzrange", "tstzrange", "TSTZRANGE", &[]),
    b("daterange", "daterange", "DATERANGE", &[]),
    b("int4multirange", "int4multirange", "INT4MULTIRANGE", &[]),
    b("int8multirange", "int8multirange", "INT8MULTIRANGE", &[]),
    b("nummultirange", "nummultirange", "NUMMULTIRANGE", &[]),
    b("tsmultirange", "tsmultirange", "TSMULTIRANGE", &[]),
    b("tstzmultirange", "tstzmultirange", "TSTZMULTIRANGE", &[]),
    b("datemultirange", "datemultirange", "DATEMULTIRANGE", &[]),
    b("pg_lsn", "pg_lsn", "PG_LSN", &[]),
    b("pg_snapshot", "pg_snapshot", "PG_SNAPSHOT", &[]),
    b("txid_snapshot", "txid_snapshot", "TXID_SNAPSHOT", &[]),
    b("xid", "xid", "XID", &[]),
    b("xid8", "xid8", "XID8", &[]),
    b("cid", "cid", "CID", &[]),
    b("tid", "tid", "TID", &[]),
    b("aclitem", "aclitem", "ACLITEM", &[]),
    b("refcursor", "refcursor", "REFCURSOR", &[]),
    b("int2vector", "int2vector", "INT2VECTOR", &[]),
    b("oidvector", "oidvector", "OIDVECTOR", &[]),
];

/// Types that CockroachDB has besides, and PostgreSQL by extensions.
///
/// <https://www.cockroachlabs.com/docs/v26.2/data-types#supported-types>, <https://www.cockroachlabs.com/docs/v26.2/spatial-data-overview>
static COCKROACH_BUILTINS: &[Builtin] = &[
    b("box2d", "box2d", "BOX2D", &[]),
    b("citext", "citext", "CITEXT", &[]),
    b("geography", "geography", "GEOGRAPHY", &[]),
    b("geometry", "geometry", "GEOMETRY", &[]),
    b("ltree", "ltree", "LTREE", &[]),
    b("vector", "vector", "VECTOR", &[]),
];

/// The type of this name that CockroachDB has, and PostgreSQL has not.
pub(crate) fn cockroach_builtin(name: &str) -> Option<&'static Builtin> {
    COCKROACH_BUILTINS.iter().find(|builtin| builtin.name == name)
}

/// The built-in type of this name in the system catalog, or of this keyword's spelling.
pub(crate) fn builtin(name: &str, keyword: bool) -> Option<&'static Builtin> {
    let spelled = |builtin: &&Builtin| keyword && builtin.spellings.contains(&name);
    // `char` the keyword is `bpchar`, `"char"` in quotes is a type of its own.
    BUILTINS.iter().find(spelled).or_else(|| BUILTINS.iter().find(|builtin| builtin.name == name))
}

/// Which type a [`SqlType`] is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeName {
    /// One that every database of the dialect has.
    Builtin(&'static Builtin),
    /// One that the migrations created, or an extension of theirs.
    User(TypeId),
    /// The type of a table's rows.
    Row(super::TableId),
    /// What stands for the type in SQLite, where any words may: as they are written, in one line.
    Declared(Arc<str>),
}

/// The type of a column: its name, its modifiers, and whether it is an array.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SqlType {
    /// The type, or the type of the array's elements.
    pub name: TypeName,
    /// What stands in parentheses after the name: `12`, `2` for `NUMERIC(12,2)`, and the labels of MySQL's `ENUM` and
    /// `SET`, each as a string of SQL.
    pub modifiers: Vec<String>,
    /// The fields of an interval, in lower case: `day to second`.
    pub interval_fields: Option<&'static str>,
    /// Whether it is an array. PostgreSQL keeps no dimensions: `text[]`, `text[3]` and `text[][]` are one type.
    pub array: bool,
    /// Whether it is one of MySQL's types `UNSIGNED`.
    pub unsigned: bool,
    /// Whether it is one of MySQL's types `ZEROFILL`, which are unsigned as well.
    pub zerofill: bool,
}

impl SqlType {
    pub(crate) fn new(name: TypeName) -> Self {
        Self { name, modifiers: Vec::new(), interval_fields: None, array: false, unsigned: false, zerofill: false }
    }

    /// The built-in type of this catalog name (`int4`), without modifiers.
    pub(crate) fn of(name: &str) -> Self {
        let builtin = builtin(name, false).unwrap_or(&BUILTINS[0]);
        debug_assert_eq!(builtin.name, name);
        Self::new(TypeName::Builtin(builtin))
    }

    /// The catalog name of the type or of the array's elements: `int4`, `varchar`, `loan_status`.
    pub fn type_name<'a>(&'a self, catalog: &'a Catalog) -> &'a str {
        match &self.name {
            TypeName::Builtin(builtin) => builtin.name,
            TypeName::User(id) => &catalog.type_by_id(*id).name,
            TypeName::Row(id) => &catalog.table_by_id(*id).name,
            TypeName::Declared(text) => text,
        }
    }

    /// The type as PostgreSQL's `format_type` prints it, `character varying(100)`, or as MySQL's
    /// `information_schema.columns.column_type` does, `int(10) unsigned`.
    ///
    /// See <https://www.postgresql.org/docs/current/functions-info.html>.
    pub fn format_type(&self, catalog: &Catalog) -> String {
        let mut out = match &self.name {
            TypeName::Builtin(builtin) => {
                let (head, tail) = match builtin.formatted.split_once(" with") {
                    Some((head, _)) => (head, &builtin.formatted[head.len()..]),
                    None => (builtin.formatted, ""),
                };
                // A `bpchar` that was written without a length, by its own name, is printed so.
                let head = match builtin.name {
                    "bpchar" if self.modifiers.is_empty() => "bpchar",
                    "bit" if self.modifiers.is_empty() => "\"bit\"",
                    _ => head,
                };
                let fields = self.interval_fields.map(|fields| format!(" {fields}")).unwrap_or_default();
                format!("{head}{fields}{}{tail}{}", self.modifier_list(), self.attributes())
            }
            TypeName::User(id) => {
                let user = catalog.type_by_id(*id);
                format!("{}{}", qualified(catalog, &user.schema, &user.name), self.modifier_list())
            }
            TypeName::Row(id) => {
                let table = catalog.table_by_id(*id);
                qualified(catalog, &table.schema, &table.name)
            }
            TypeName::Declared(text) => text.to_string(),
        };
        if self.array {
            out.push_str("[]");
        }
        out
    }

    /// The type as messages show it: `VARCHAR(100)`, `NUMERIC(12,2)`, `loan_status[]`.
    pub fn display(&self, catalog: &Catalog) -> String {
        let name = match &self.name {
            TypeName::Builtin(builtin) => builtin.display.to_owned(),
            TypeName::Declared(text) => text.to_string(),
            TypeName::User(_) | TypeName::Row(_) => {
                SqlType { array: false, modifiers: Vec::new(), ..self.clone() }.format_type(catalog)
            }
        };
        let fields = self.interval_fields.map(|fields| format!(" {}", fields.to_uppercase())).unwrap_or_default();
        let attributes = self.attributes().to_ascii_uppercase();
        format!("{name}{fields}{}{attributes}{}", self.modifier_list(), if self.array { "[]" } else { "" })
    }

    /// The labels of MySQL's `ENUM` or `SET`; none for other types.
    pub fn labels(&self) -> impl Iterator<Item = String> {
        self.modifiers.iter().filter_map(|label| unquote_label(label))
    }

    /// What MySQL writes behind a type.
    fn attributes(&self) -> &'static str {
        match (self.unsigned, self.zerofill) {
            (_, true) => " unsigned zerofill",
            (true, false) => " unsigned",
            (false, false) => "",
        }
    }

    fn modifier_list(&self) -> String {
        if self.modifiers.is_empty() { String::new() } else { format!("({})", self.modifiers.join(",")) }
    }
}

/// A name as SQL writes it, with its schema unless that is the default one.
fn qualified(catalog: &Catalog, schema: &str, name: &str) -> String {
    if schema == catalog.dialect().default_schema() || schema == super::TEMPORARY {
        quote_identifier(name)
    } else {
        format!("{}.{}", quote_identifier(schema), quote_identifier(name))
    }
}

/// A name as SQL must write it: in quotes where it is not a plain lower-case identifier.
///
/// ```
/// assert_eq!(schema_catalog::quote_identifier("users"), "users");
/// assert_eq!(schema_catalog::quote_identifier("a \"b\""), "\"a \"\"b\"\"\"");
/// ```
pub fn quote_identifier(name: &str) -> String {
    let plain = name.starts_with(|c: char| c.is_ascii_lowercase() || c == '_')
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && !crate::keywords::needs_quotes(name);
    if plain {
        return name.to_owned();
    }
    let mut quoted = String::with_capacity(name.len() + 2);
    let _ = write!(quoted, "\"{}\"", name.replace('"', "\"\""));
    quoted
}

/// What a type that migrations create is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeKind {
    /// `CREATE TYPE … AS ENUM`: its labels, in their order, each with the place that added it.
    Enum(Vec<(String, Place)>),
    /// `CREATE DOMAIN`.
    Domain {
        /// The type that it restricts.
        base: SqlType,
        /// Whether it is `NOT NULL`.
        not_null: bool,
        /// Whether it has a default.
        default: Option<String>,
        /// The names and expressions of its checks.
        checks: Vec<(String, String)>,
    },
    /// `CREATE TYPE … AS (…)`: its attributes.
    Composite(Vec<(String, SqlType)>),
    /// `CREATE TYPE … AS RANGE`.
    Range {
        /// The type of its bounds.
        subtype: SqlType,
    },
    /// The multirange type that comes with a range type.
    Multirange {
        /// The range type.
        range: TypeId,
    },
    /// A base type: of an extension, or by `CREATE TYPE … (INPUT = …)`.
    Base,
}

impl TypeName {
    /// The table whose row it is, if it is one.
    pub(crate) fn row(&self) -> Option<TableId> {
        match self {
            Self::Row(table) => Some(*table),
            _ => None,
        }
    }
}

impl TypeKind {
    /// The types that it is made of.
    pub(crate) fn made_of(&self) -> Vec<TypeName> {
        match self {
            Self::Domain { base, .. } => vec![base.name.clone()],
            Self::Composite(attributes) => attributes.iter().map(|(_, sql_type)| sql_type.name.clone()).collect(),
            Self::Range { subtype } => vec![subtype.name.clone()],
            Self::Multirange { range } => vec![TypeName::User(*range)],
            Self::Enum(_) | Self::Base => Vec::new(),
        }
    }

    /// Those of them that the migrations created.
    pub(crate) fn parts(&self) -> Vec<TypeId> {
        let user = |name| match name {
            TypeName::User(id) => Some(id),
            _ => None,
        };
        self.made_of().into_iter().filter_map(user).collect()
    }
}

/// A type that the migrations create.
#[derive(Clone, Debug)]
pub struct Type {
    pub(crate) id: TypeId,
    /// The schema it is in.
    pub schema: String,
    /// Its name, as the database stores it.
    pub name: String,
    /// What it is made of.
    pub kind: TypeKind,
    /// What `COMMENT ON TYPE` says of it.
    pub comment: Option<String>,
    /// The places that created and changed it.
    pub history: History,
    /// The extension that brought it.
    pub(crate) extension: Option<String>,
    /// The functions that a domain's checks and default call, by name.
    pub(crate) functions: Vec<String>,
}

impl Type {
    /// Its id within its catalog.
    pub fn id(&self) -> TypeId {
        self.id
    }

    /// Whether an extension brought it.
    pub fn is_of_extension(&self) -> bool {
        self.extension.is_some()
    }
}
