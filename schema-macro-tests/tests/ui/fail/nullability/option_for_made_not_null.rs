//! `Option` for a column that a later migration made NOT NULL.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("savings_groups", partial)]
#[derive(Queryable, Selectable)]
pub struct SavingsGroup {
    pub id: i32,
    pub district: Option<String>,
}

fn main() {}
