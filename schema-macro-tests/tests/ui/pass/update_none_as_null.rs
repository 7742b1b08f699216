//! `None` is NULL where that is said, but for one field.

use diesel::debug_query;
use diesel::pg::Pg;
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("group_members")]
#[derive(AsChangeset)]
#[diesel(treat_none_as_null = true)]
pub struct MemberChange {
    #[diesel(treat_none_as_null = false)]
    pub first_name: Option<String>,
    pub phone_number: Option<String>,
}

fn main() {
    let value = MemberChange { first_name: None, phone_number: None };
    let query = diesel::update(schema::group_members::table).set(&value);
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert!(sql.starts_with(r#"UPDATE "group_members" SET "phone_number" = $1"#), "{sql}");
}
