//! `column_name` names a column that there is not, but nearly.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("group_members", partial)]
#[derive(Queryable, Selectable)]
pub struct GroupMember {
    pub id: i32,
    #[diesel(column_name = phone_numbr)]
    pub phone: Option<String>,
}

fn main() {}
