//! Mistakes in models of MariaDB's tables.

use diesel::prelude::*;
use schema_macro::{sql_enum, table};

mod schema {
    schema_macro::schema!();
}

#[sql_enum(column = "visits.kind")]
#[derive(Debug, Clone, Copy)]
pub enum VisitKind {
    Short,
}

// The sign, the enum of another column, a set.
#[table("members", partial)]
#[derive(Queryable, Selectable)]
pub struct Member {
    pub id: i32,
    pub name: String,
    pub age: Option<i8>,
    pub kind: VisitKind,
    pub rights: Option<String>,
}

#[table("members")]
#[derive(Insertable)]
pub struct NewMember<'a> {
    #[diesel(column_name = Name)]
    pub name: &'a str,
}

fn main() {}
