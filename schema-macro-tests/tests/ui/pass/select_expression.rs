//! A field that is for no column.

use diesel::debug_query;
use diesel::dsl;
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
    #[diesel(select_expression = schema::group_members::first_name.concat(schema::group_members::last_name))]
    #[diesel(select_expression_type = dsl::Concat<schema::group_members::first_name, schema::group_members::last_name>)]
    pub full_name: String,
}

fn main() {
    let query = schema::group_members::table.select(GroupMember::as_select());
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert!(sql.contains(r#"("group_members"."first_name" || "group_members"."last_name")"#), "{sql}");
}
