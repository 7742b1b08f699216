//! A key to another table than the parent is of.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("savings_groups", partial)]
#[derive(Queryable, Selectable, Identifiable)]
pub struct SavingsGroup {
    pub id: i32,
}

#[table("branches", partial)]
#[derive(Queryable, Selectable, Identifiable, Associations)]
#[diesel(belongs_to(SavingsGroup, foreign_key = opened_by))]
pub struct Branch {
    pub id: i64,
    pub opened_by: i32,
}

fn main() {}
