//! Several of Diesel's options in one attribute, with commas in their types.

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
    #[diesel(serialize_as = Pair<String, (i32, String)>, column_name = first_name)]
    pub given_name: String,
    #[diesel(select_expression_type = dsl::Concat<schema::group_members::first_name, schema::group_members::last_name>, select_expression = schema::group_members::first_name.concat(schema::group_members::last_name))]
    pub full_name: String,
}

pub struct Pair<A, B>(A, B);

fn main() {
    let query = schema::group_members::table.select(GroupMember::as_select());
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert!(sql.contains(r#"("group_members"."first_name" || "group_members"."last_name")"#), "{sql}");
}
