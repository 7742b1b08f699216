//! `HasQuery` knows its table.

use diesel::debug_query;
use diesel::pg::Pg;
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("group_members", partial)]
#[derive(HasQuery)]
pub struct GroupMember {
    pub id: i32,
    pub first_name: String,
}

fn main() {
    let query = GroupMember::query();
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert_eq!(sql, r#"SELECT "group_members"."id", "group_members"."first_name" FROM "group_members" -- binds: []"#);
}
