//! A key of another type than what it refers to.

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
#[diesel(belongs_to(SavingsGroup, foreign_key = group_id))]
pub struct Branch {
    pub id: i64,
    pub group_id: Option<i64>,
}

fn main() {}
