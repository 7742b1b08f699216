//! A key to a column that is not the primary key.

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
#[diesel(belongs_to(SavingsGroup, foreign_key = group_code))]
pub struct Branch {
    pub id: i64,
    pub group_code: Option<String>,
}

fn main() {}
