//! A type that only a parameter's own trait knows.

use diesel::debug_query;
use diesel::pg::Pg;
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("group_members", partial)]
#[derive(Queryable, Selectable)]
pub struct GroupMember<T: Names> {
    pub id: i32,
    pub first_name: <T as Names>::Name,
    pub last_name: T::Name,
    pub phone_number: Option<T::Name>,
}

pub trait Names {
    type Name;
}

pub struct Owned;

impl Names for Owned {
    type Name = String;
}

fn main() {
    let query = schema::group_members::table.select(GroupMember::<Owned>::as_select());
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert_eq!(sql, r#"SELECT "group_members"."id", "group_members"."first_name", "group_members"."last_name", "group_members"."phone_number" FROM "group_members" -- binds: []"#);
}
