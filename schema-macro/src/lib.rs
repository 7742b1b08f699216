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
//! `schema.toml`.
//!
//! ```toml
//! # schema.toml
//! schema = "crate::schema"           # where schema!() stands; this is the default
//!
//! [migrations]
//! postgres = "migrations/postgres"   # relative to this file
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
//! # Rebuilding
//!
//! [`schema!`] makes the crate depend on each migration, so that an edit rebuilds it. Files that are added are seen with
//! a `build.rs` of one line: `fn main() { println!("cargo::rerun-if-changed=migrations"); }`.

mod attr;
mod bind;
mod check;
mod expand;
mod migrations;
mod report;
mod rust_type;
mod schema;

use proc_macro::TokenStream;

/// Checks a struct against a table of the migrations.
///
/// It stands above the derives, since they say what the struct claims. Deriving `Queryable`, `Selectable`,
/// `QueryableByName` or `HasQuery` claims a row: every column has a field, every field a column, of the column's type and
/// nullability. All mismatches are reported at once; the struct is there all the same, so that editors keep completing
/// its fields.
///
/// The attribute also says `#[diesel(table_name = …)]` and `#[diesel(primary_key(…))]`, so the struct need not.
///
/// # Options
///
/// - `#[table("name")]`: the table, as the database names it.
/// - `partial`: a row with some of the columns.
/// - `schema = path`: the module with the declarations, where it is not what `schema.toml` says.
///
/// # How types are compared
///
/// Types whose meaning no one can change (`i32`, `bool`, `String`, `Vec<u8>`, `Option` of those) are compared by name.
/// Any other type (an alias, a newtype, a type of another crate) holds a column if Diesel can load it from the column's
/// SQL type, which the compiler decides. A type that depends on the struct's own type parameters is left to the place
/// that names them.
#[proc_macro_attribute]
pub fn table(options: TokenStream, item: TokenStream) -> TokenStream {
    expand::table(options.into(), &item.into()).into()
}

/// The check behind [`macro@table`], as a derive, since only a derive sees the struct after `cfg` is decided.
#[doc(hidden)]
#[proc_macro_derive(__Table, attributes(__table, diesel))]
pub fn check_table(item: TokenStream) -> TokenStream {
    expand::check(item.into()).into()
}

/// Declares the tables of the migrations to Diesel: `table!`, `joinable!` and `allow_tables_to_appear_in_same_query!`,
/// as `diesel print-schema` would for a database with these migrations, with each column's SQL and its place as doc
/// comments.
///
/// It also makes `TABLES`, the SQL names of the tables, sorted.
///
/// A table without a primary key is left out, since Diesel can't hold it, and so is a view.
#[proc_macro]
pub fn schema(options: TokenStream) -> TokenStream {
    schema::expand(options.into()).into()
}
