//! Types by their full paths.

use diesel::debug_query;
use diesel::pg::Pg;
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("group_members", partial)]
#[derive(diesel::Queryable, ::diesel::Selectable)]
pub struct GroupMember {
    pub id: core::primitive::i32,
    pub first_name: std::string::String,
    pub phone_number: ::std::option::Option<::std::string::String>,
}

fn main() {
    let query = schema::group_members::table.select(GroupMember::as_select());
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert_eq!(sql, r#"SELECT "group_members"."id", "group_members"."first_name", "group_members"."phone_number" FROM "group_members" -- binds: []"#);
}
