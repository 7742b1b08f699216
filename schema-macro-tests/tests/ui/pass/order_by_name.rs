//! `Selectable` loads by name, so fields can stand in any order.

use diesel::debug_query;
use diesel::pg::Pg;
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("group_members")]
#[derive(Queryable, Selectable)]
pub struct GroupMember {
    pub last_name: String,
    pub first_name: String,
    pub joined_date: chrono::NaiveDate,
    pub phone_number: Option<String>,
    pub group_id: i32,
    pub id: i32,
}

fn main() {
    let query = schema::group_members::table.select(GroupMember::as_select());
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert!(sql.starts_with(r#"SELECT "group_members"."last_name", "group_members"."first_name""#), "{sql}");
}
