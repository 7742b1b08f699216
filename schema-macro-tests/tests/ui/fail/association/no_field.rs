//! The key that Diesel guesses has no field.

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

#[table("branches", partial)]
#[derive(Queryable, Selectable, Identifiable, Associations)]
#[diesel(belongs_to(GroupMember))]
pub struct Branch {
    pub id: i64,
    pub opened_by: i32,
}

fn main() {}
