//! A raw identifier is the name in SQL, but not that of Diesel's declaration.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("payments", partial)]
#[derive(Queryable, Selectable)]
pub struct Payment {
    pub id: i64,
    pub r#type: String,
    pub r#match: Option<String>,
}

fn main() {}
