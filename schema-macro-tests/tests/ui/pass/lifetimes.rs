//! A lifetime.

use diesel::debug_query;
use diesel::pg::Pg;
use diesel::prelude::*;
use schema_macro::table;
use std::borrow::Cow;

mod schema {
    schema_macro::schema!();
}

#[table("group_members", partial)]
#[derive(Queryable, Selectable)]
pub struct GroupMember<'a> {
    pub id: i32,
    pub first_name: Cow<'a, str>,
    pub phone_number: Option<Cow<'a, str>>,
}

fn main() {
    let query = schema::group_members::table.select(GroupMember::as_select());
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert_eq!(sql, r#"SELECT "group_members"."id", "group_members"."first_name", "group_members"."phone_number" FROM "group_members" -- binds: []"#);
}
