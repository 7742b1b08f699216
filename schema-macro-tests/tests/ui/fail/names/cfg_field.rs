//! A field that `cfg` leaves in claims a column, and names it by what `cfg_attr` leaves in.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("group_members", partial)]
#[derive(Queryable, Selectable)]
pub struct GroupMember {
    pub id: i32,
    #[cfg(all())]
    pub chairperson_id: i32,
    #[cfg(any())]
    pub secretary_id: i32,
    #[cfg_attr(all(), diesel(column_name = given_name))]
    pub first_name: String,
}

fn main() {}
