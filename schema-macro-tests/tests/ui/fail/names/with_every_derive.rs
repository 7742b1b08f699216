//! A renamed column, in a struct that derives all that Diesel has.

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

#[table("group_members", partial)]
#[derive(Queryable, Selectable, Identifiable, Associations, Insertable, AsChangeset, QueryableByName)]
#[diesel(belongs_to(SavingsGroup, foreign_key = group_id))]
pub struct GroupMember {
    pub id: i32,
    pub group_id: i32,
    pub phone: Option<String>,
}

fn main() {}
