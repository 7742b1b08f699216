//! Fields that `cfg` leaves out claim nothing.

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
    #[cfg(any())]
    pub chairperson_id: i32,
    #[cfg(all())]
    pub first_name: String,
    #[cfg(any())]
    pub last_name: i64,
}

fn main() {
    let query = schema::group_members::table.select(GroupMember::as_select());
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert_eq!(sql, r#"SELECT "group_members"."id", "group_members"."first_name" FROM "group_members" -- binds: []"#);
}
