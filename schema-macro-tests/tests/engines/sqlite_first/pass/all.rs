//! What is of one width for both engines.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("readings")]
#[derive(Debug, PartialEq, Queryable, Selectable, Identifiable, Insertable)]
pub struct Reading {
    pub id: i32,
    pub level: i16,
    pub depth: f64,
    pub code: String,
    pub note: Option<String>,
    pub photo: Option<Vec<u8>>,
    pub taken: chrono::NaiveDateTime,
}

fn main() {}
