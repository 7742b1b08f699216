//! Checks Diesel models against SQL migrations while they compile.
//!
//! The migrations are the one source of truth. [`macro@table`] on a struct makes the build fail where a field differs
//! from the SQL in name, type or nullability; [`schema!`] turns the same migrations into Diesel's declarations. No
//! database is needed.
//!
//! ```ignore
//! // src/schema.rs
//! schema_macro::schema!();
//!
//! // src/models.rs
//! use diesel::prelude::*;
//! use schema_macro::table;
//!
//! #[table("group_members")]
//! #[derive(Queryable, Selectable, Identifiable)]
//! pub struct GroupMember {
//!     pub id: i32,
//!     pub first_name: String,
//!     pub phone_number: Option<String>,
//! }
//! ```
//!
//! # Which migrations
//!
//! Those that the nearest `schema.toml` at or above the crate's `Cargo.toml` names, else `diesel.toml`'s
//! `[migrations_directory]`, else the nearest folder `migrations`. The environment variable `SCHEMA_TOML` names another
//! `schema.toml`, for builds in a sandbox; where it is empty, it names none.
//!
//! ```toml
//! # schema.toml
//! schema = "crate::schema"           # where schema!() stands; this is the default
//!
//! primary = "postgres"               # the engine whose types Diesel's declarations are of, where there are several
//!
//! [migrations]
//! postgres = "migrations/postgres"   # relative to this file
//! sqlite = "migrations/sqlite"       # a struct must be right for every engine
//!
//! [naming]                           # what a column must not be called, and what to call it instead
//! deny = [{ column = "phone", use = "phone_number" }]
//!
//! [[statement]]                      # what a statement does that is not understood; errors show the entry to write
//! at = "migrations/postgres/007_partitions/up.sql:30"
//! starts = "SELECT partman.create_parent"
//! ignore = true                      # or: apply = "<DDL>"
//! ```
//!
//! The layouts of Diesel, Prisma, sqlx, golang-migrate, refinery, Flyway, dbmate, goose, sql-migrate and tern are told
//! from the folder.
//!
//! # Engines
//!
//! PostgreSQL, SQLite, MariaDB, MySQL and CockroachDB. Types that only the compiler can decide on are checked for the
//! backends of Diesel that this crate's features name: `postgres`, which is on by default, `sqlite` and `mysql`. Turn on
//! those that the program has of Diesel.
//!
//! Where there are several engines, each struct is checked against the migrations of each, and a message says which one
//! disagrees. A column that no Rust type can hold for two of them is an error at [`schema!`]. A type that is not Rust's own
//! is asked for Diesel's traits for the declared type where the engine keeps that as it keeps its column, else for those
//! of the column's own type: for `BigInt`, where SQLite keeps cents in a `BIGINT`.
//!
//! # Rebuilding
//!
//! [`schema!`] makes the crate depend on each migration, so that an edit rebuilds it. Files that are added are seen with
//! a `build.rs` of one line: `fn main() { println!("cargo::rerun-if-changed=migrations"); }`.

mod ask;
mod attr;
mod backend;
mod bind;
mod check;
mod claims;
mod code;
mod engines;
mod expand;
mod migrations;
mod report;
mod rust_type;
mod schema;
mod sql_enum;
mod sql_path;

use proc_macro::TokenStream;

/// Checks a struct against a table of the migrations.
///
/// It stands above the derives, since they say what the struct claims:
///
/// - `Queryable`, `Selectable`, `QueryableByName`, `HasQuery`: a row. Every column has a field, every field a column, of
///   the column's type and nullability; in the columns' order, where `Queryable` loads by position.
/// - `Insertable`: an insert. Every column that is NOT NULL, has no default and is not computed has a field; no computed
///   column has one; `Option` only where the column has a default or takes NULL, as Diesel treats `None`.
/// - `AsChangeset`: a set of changes. No computed column is among them, and none is set to NULL that does not take it.
/// - `Identifiable`: the primary key is the SQL's, and has its fields.
/// - `Associations`: each `belongs_to` has its foreign key in the SQL, to the primary key of that parent.
///
/// Views are read only. Of their columns none is known to be NOT NULL; where you know better, load it by
/// `#[diesel(select_expression = view::column.assume_not_null())]`.
///
/// All mismatches are reported at once; the struct is there all the same, so that editors keep completing its fields.
///
/// The attribute also says `#[diesel(table_name = …)]` and `#[diesel(primary_key(…))]`, so the struct need not.
///
/// # Options
///
/// - `#[table("name")]`, `#[table("schema.name")]`: the table, as the database names it.
/// - `partial`: a row with some of the columns.
/// - `embedded`: a struct that others embed by `#[diesel(embed)]`: it may lack any columns, in an insert too, and those that
///   it has count as theirs.
/// - `schema = path`: the module with the declarations, where it is not what `schema.toml` says.
/// - `declare`: there is no such module, and the table is declared beside the struct, in a module of its name. Other structs
///   for it beside this one say `schema = self`. The struct stands in a module, not in a function.
/// - `filled = ["column"]`: columns that an insert may leave out, since a trigger fills them.
///
/// # How types are compared
///
/// Types whose meaning no one can change (`i32`, `bool`, `String`, `Vec<u8>`, `Option` of those) are compared by name.
/// Any other type (an alias, a newtype, a type of another crate) holds a column if Diesel can load it from the column's
/// SQL type, or store it there, which the compiler decides. A type that depends on the struct's own type parameters is left to the place
/// that names them.
#[proc_macro_attribute]
pub fn table(options: TokenStream, item: TokenStream) -> TokenStream {
    expand::table(&options.into(), &item.into()).into()
}

/// The check behind [`macro@table`] where there is `cfg` in the struct: only a derive sees it after that is decided.
#[doc(hidden)]
#[proc_macro_derive(__Table, attributes(__table, diesel))]
pub fn check_table(item: TokenStream) -> TokenStream {
    expand::check(item.into()).into()
}

/// Declares the tables of the migrations to Diesel: `table!` and `joinable!`, as `diesel print-schema` would for a database
/// with these migrations, with each column's SQL and its place as doc comments. What `allow_tables_to_appear_in_same_query!`
/// says of each pair of tables is said here once a table, which hundreds of tables compile faster with.
///
/// Tables of other schemas than the default one are in a module of the schema's name: `auth::users`. Views are declared
/// too, with all of their columns as the key, since Diesel wants one. A table without a primary key is left out, since
/// Diesel can't hold it.
///
/// It also makes `TABLES`, the SQL names of the tables, sorted by schema and name.
///
/// # One model a table
///
/// A struct with `#[table("name")]` that is loaded by queries and has all columns is the model of its table, in the crate
/// in which `schema!` stands. A second one is an error: a struct for the same rows says `partial`.
///
/// # Options
///
/// - `require_models`: a table without a model is an error, which shows the struct to write. Partitions need none.
/// - `only = ["users", "auth.*"]`, `except = […]`: which tables are declared; `auth.*` is all of a schema.
/// - `same_query = "…"`: which tables may appear together in a query, in diesel_cli's words: `all_tables`, those of other
///   schemas among them, which is what holds where nothing is said, `fk_related_tables`, or `none`.
/// - `verify = path`: nothing is declared, but the declarations in this module, which diesel_cli printed or someone wrote,
///   are checked: every table of the default schema, or of `only`, is there, with the same columns in the same order, the
///   same types and primary key, and no table that the migrations dropped or renamed. Of a SQL type that Diesel does not
///   have, only the nullability is compared. With `verify = self` it stands at the end of that module, and
///   `require_models` and the rule of one model hold there too.
/// - `migrations = "path"`: other migrations than those that are configured, from the crate's folder on; `dialect = "…"`:
///   their engine, or which of those that are configured. `#[table]` goes by what is configured.
#[proc_macro]
pub fn schema(options: TokenStream) -> TokenStream {
    schema::expand(options.into()).into()
}

/// Checks an enum against an enum type of the migrations, or against the values that a column takes, and implements
/// Diesel's `AsExpression`, `FromSqlRow`, `FromSql` and `ToSql` for it.
///
/// ```ignore
/// #[sql_enum("loan_status")]
/// #[derive(Debug, Clone, Copy, PartialEq, Eq)]
/// pub enum LoanStatus {
///     Requested,
///     PartiallyPaid, // 'partially_paid'
///     #[sql_enum(rename = "written-off")]
///     WrittenOff,
/// }
///
/// #[sql_enum(column = "meetings.meeting_type")] // with CHECK (meeting_type IN ('regular', 'special'))
/// #[derive(Debug, Clone, Copy, PartialEq, Eq)]
/// pub enum MeetingType {
///     Regular,
///     Special,
/// }
/// ```
///
/// Every label has a variant, every variant a label. A label that the database got later is an error when it is loaded,
/// which names it. Diesel asks for `Debug`.
///
/// # Options
///
/// - `#[sql_enum("type")]` or `#[sql_enum(column = "table.column")]`: what has the labels.
/// - `rename_all = "…"`: how labels are made of names: `snake_case`, which is the default, `SCREAMING_SNAKE_CASE`,
///   `kebab-case`, `SCREAMING-KEBAB-CASE`, `lowercase`, `UPPERCASE`, `PascalCase`, `camelCase`.
/// - `schema = path`: the module with the declarations, where it is not what `schema.toml` says.
/// - `#[sql_enum(rename = "label")]` above a variant: its label.
#[proc_macro_attribute]
pub fn sql_enum(options: TokenStream, item: TokenStream) -> TokenStream {
    sql_enum::expand(options.into(), &item.into()).into()
}
