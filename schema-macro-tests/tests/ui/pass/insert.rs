//! An insert that borrows, and leaves out what has a default.

use chrono::NaiveDate;
use diesel::debug_query;
use diesel::pg::Pg;
use diesel::prelude::*;
use schema_macro::table;
use std::borrow::Cow;

mod schema {
    schema_macro::schema!();
}

#[table("group_members")]
#[derive(Insertable)]
pub struct NewGroupMember<'a> {
    pub group_id: i32,
    pub first_name: &'a str,
    pub last_name: Cow<'a, str>,
    pub phone_number: Option<&'a str>,
    pub joined_date: &'a NaiveDate,
}

fn main() {
    let value = NewGroupMember { group_id: 1, first_name: "Aline", last_name: "Uwase".into(), phone_number: None, joined_date: &NaiveDate::default() };
    let query = diesel::insert_into(schema::group_members::table).values(&value);
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert!(sql.starts_with(r#"INSERT INTO "group_members" ("group_id", "first_name", "last_name", "phone_number", "joined_date") VALUES ($1, $2, $3, DEFAULT, $4)"#), "{sql}");
}
