//! `column_name` names a column that there never was.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("group_members", partial)]
#[derive(Queryable, Selectable)]
pub struct GroupMember {
    pub id: i32,
    #[diesel(column_name = mobile)]
    pub phone_number: Option<String>,
}

fn main() {}
