//! What SQLite converts, and PostgreSQL does not: numbers of another width, texts that are none.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("probes")]
#[derive(Queryable, Selectable, Insertable)]
pub struct Probe {
    pub id: i32,
    pub level: i16,
    pub depth: f64,
    pub code: String,
    pub taken: chrono::NaiveDateTime,
}

fn main() {}
