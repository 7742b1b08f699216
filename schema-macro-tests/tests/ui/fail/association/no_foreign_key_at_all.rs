//! A table without any key to another.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("group_members", partial)]
#[derive(Queryable, Selectable, Identifiable)]
pub struct GroupMember {
    pub id: i32,
}

#[table("savings_groups", partial)]
#[derive(Identifiable, Associations)]
#[diesel(belongs_to(GroupMember, foreign_key = members))]
pub struct SavingsGroup {
    pub id: i32,
    pub members: Option<i64>,
}

fn main() {}
