//! What `cfg_attr` adds: derives, and Diesel's attributes.

use diesel::debug_query;
use diesel::pg::Pg;
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("group_members", partial)]
#[cfg_attr(all(), derive(Queryable, Selectable))]
#[cfg_attr(any(), derive(NoSuchDerive))]
#[cfg_attr(all(), diesel(table_name = crate::schema::group_members))]
pub struct GroupMember {
    pub id: i32,
    #[cfg_attr(all(), diesel(column_name = first_name))]
    #[cfg_attr(any(), diesel(column_name = nonsense))]
    pub given_name: String,
}

fn main() {
    let query = schema::group_members::table.select(GroupMember::as_select());
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert_eq!(sql, r#"SELECT "group_members"."id", "group_members"."first_name" FROM "group_members" -- binds: []"#);
}
