//! Rows of a query in SQL.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("group_members", partial)]
#[derive(QueryableByName)]
pub struct GroupMember {
    pub id: i32,
    pub first_name: String,
}

fn load(connection: &mut PgConnection) -> QueryResult<Vec<GroupMember>> {
    diesel::sql_query("SELECT id, first_name FROM group_members").load(connection)
}

fn main() {
    let _ = load;
}
