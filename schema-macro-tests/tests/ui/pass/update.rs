//! A set of changes: `None` leaves a column, `Some(None)` is NULL.

use diesel::debug_query;
use diesel::pg::Pg;
use diesel::prelude::*;
use schema_macro::table;
use std::borrow::Cow;

mod schema {
    schema_macro::schema!();
}

#[table("group_members")]
#[derive(AsChangeset)]
pub struct MemberChange<'a> {
    pub first_name: Option<&'a str>,
    pub last_name: Cow<'a, str>,
    pub phone_number: Option<Option<String>>,
}

fn main() {
    let value = MemberChange { first_name: None, last_name: "Uwase".into(), phone_number: Some(None) };
    let query = diesel::update(schema::group_members::table).set(&value);
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert!(sql.starts_with(r#"UPDATE "group_members" SET "last_name" = $1, "phone_number" = $2"#), "{sql}");
}
