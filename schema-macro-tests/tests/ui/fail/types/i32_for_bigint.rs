//! A narrower integer than the column's, which was widened by a later migration.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("savings_groups", partial)]
#[derive(Queryable, Selectable)]
pub struct SavingsGroup {
    pub id: i32,
    pub members: Option<i32>,
}

fn main() {}
