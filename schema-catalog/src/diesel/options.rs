//! What shapes the declarations: the options that `diesel print-schema` knows.

use std::collections::BTreeMap;
use std::fmt;

use super::types::CustomType;

/// A choice by name: of tables, types or domains.
pub type Choice<'a> = Box<dyn Fn(&str) -> bool + 'a>;

/// What the doc comments of tables and columns say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Docs {
    /// There are none.
    #[default]
    None,
    /// What `COMMENT ON` says.
    Comments,
    /// What `COMMENT ON` says, else a sentence with the name and the SQL type.
    CommentsOrNames,
    /// What `COMMENT ON` says, the SQL type, and the places that declared and changed it.
    Places,
}

/// Which tables `allow_tables_to_appear_in_same_query!` puts together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SameQuery {
    /// All.
    #[default]
    AllTables,
    /// Those that foreign keys connect.
    ForeignKeyRelated,
    /// None.
    None,
}

/// Who reads the declarations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reader {
    /// A person, in a file: what diesel_cli writes, laid out as rustfmt does.
    File,
    /// The compiler, where the macro `schema!` stands: paths must hold wherever that is.
    Compiler,
}

/// What shapes the declarations. The default is what `diesel print-schema` does where nothing is configured.
pub struct Options<'a> {
    /// The schema whose tables are declared, in a module of its name; `None` for those of the default schema, in none.
    pub schema: Option<&'a str>,
    /// Which tables are declared, by their names in SQL.
    pub tables: Choice<'a>,
    /// Whether columns are sorted by name.
    pub sort_columns: bool,
    /// What the doc comments say.
    pub docs: Docs,
    /// What each `table!` imports.
    pub import_types: &'a [String],
    /// Which types that Diesel does not have are defined in `sql_types`, by their names in Rust.
    pub define_types: Choice<'a>,
    /// What those types derive.
    pub derives: &'a [String],
    /// Which domains are types of their own, not their base types.
    pub domains_as_types: Choice<'a>,
    /// Which tables may appear together in a query.
    pub same_query: SameQuery,
    /// Whether SQLite's row ids, and what refers to them, are `BigInt`.
    pub rowid_is_bigint: bool,
    pub(super) reader: Reader,
    /// The schema in whose module each of those types is defined; a type that is not here, in that of its table.
    pub(super) type_owners: BTreeMap<CustomType, &'a str>,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self {
            schema: None,
            tables: Box::new(|_| true),
            sort_columns: false,
            docs: Docs::None,
            import_types: &[],
            define_types: Box::new(|_| true),
            derives: &[],
            domains_as_types: Box::new(|_| false),
            same_query: SameQuery::AllTables,
            rowid_is_bigint: false,
            reader: Reader::File,
            type_owners: BTreeMap::new(),
        }
    }
}

impl Options<'_> {
    /// The options of the macro `schema!`.
    pub(super) fn of_macro() -> Self {
        Self { docs: Docs::Places, reader: Reader::Compiler, same_query: SameQuery::None, ..Self::default() }
    }
}

impl fmt::Debug for Options<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("schema", &self.schema)
            .field("sort_columns", &self.sort_columns)
            .field("docs", &self.docs)
            .field("import_types", &self.import_types)
            .field("derives", &self.derives)
            .field("same_query", &self.same_query)
            .field("rowid_is_bigint", &self.rowid_is_bigint)
            .finish_non_exhaustive()
    }
}
