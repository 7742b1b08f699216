//! Mistakes in models of SQLite's tables.

use diesel::prelude::*;
use schema_macro::{sql_enum, table};

mod schema {
    schema_macro::schema!();
}

#[sql_enum(column = "members.kind")]
#[derive(Debug)]
pub enum Kind {
    Adult,
    Kid,
}

// A name in another case than Diesel's, a type for what SQLite keeps in 64 bits, another for a float of 32.
#[table("members", partial)]
#[derive(Queryable, Selectable)]
pub struct Member {
    pub id: i32,
    pub points: i32,
    pub weight: Option<f64>,
    pub born: Option<chrono::NaiveDateTime>,
}

#[table("members")]
#[derive(Insertable)]
pub struct NewMember {
    pub level: Option<i16>,
    pub name_length: Option<i32>,
}

// The row id is no column.
#[table("log")]
#[derive(Queryable, Selectable, Identifiable)]
pub struct Line {
    pub line: Option<String>,
}

// Diesel has no type for a point.
#[table("places", partial)]
#[derive(Queryable, Selectable)]
pub struct Place {
    pub id: i32,
}

#[table("adults")]
#[derive(Insertable)]
pub struct NewAdult {
    pub name: Option<String>,
}

fn main() {}
