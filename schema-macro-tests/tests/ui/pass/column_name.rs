//! A field with a name of its own, as an identifier and as a string.

use diesel::debug_query;
use diesel::pg::Pg;
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("group_members", partial)]
#[derive(Queryable, Selectable)]
pub struct GroupMember {
    pub id: i32,
    #[diesel(column_name = first_name)]
    pub given_name: String,
    #[diesel(column_name = "last_name")]
    pub family_name: String,
}

fn main() {
    let query = schema::group_members::table.select(GroupMember::as_select());
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert_eq!(sql, r#"SELECT "group_members"."id", "group_members"."first_name", "group_members"."last_name" FROM "group_members" -- binds: []"#);
}
