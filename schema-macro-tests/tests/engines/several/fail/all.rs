//! What is right for one engine and wrong for the other.

use diesel::prelude::*;
use schema_macro::{sql_enum, table};

mod schema {
    schema_macro::schema!();
}

#[sql_enum(column = "visits.kind")]
#[derive(Debug, Clone, Copy)]
pub enum VisitKind {
    Short,
    Long,
}

// A column that may be NULL in one of them, one that only one has, another key.
#[table("visits")]
#[derive(Queryable, Selectable, Identifiable)]
pub struct Visit {
    pub id: i32,
    pub place: String,
    pub note: Option<String>,
    pub kind: Option<String>,
}

#[table("visits")]
#[derive(Insertable)]
pub struct NewVisit {
    pub id: i32,
    pub place: String,
    pub note: Option<String>,
}

// What is wrong for both is said once.
#[table("members", partial)]
#[derive(Queryable, Selectable)]
pub struct Member {
    pub id: i64,
}

// Diesel loads no UUID from SQLite.
#[table("members", partial)]
#[derive(Queryable, Selectable)]
pub struct Token {
    pub token: Option<uuid::Uuid>,
}

#[table("fines")]
#[derive(Queryable, Selectable)]
pub struct Fine {
    pub id: i32,
    pub reason: String,
}

fn main() {}
