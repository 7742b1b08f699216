//! A struct within another, which have all columns together, in a row and in an insert.

use chrono::NaiveDate;
use diesel::debug_query;
use diesel::pg::Pg;
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("group_members", embedded)]
#[derive(Queryable, Selectable, Insertable)]
pub struct Name {
    pub first_name: String,
    pub last_name: String,
}

#[table("group_members")]
#[derive(Queryable, Selectable)]
pub struct GroupMember {
    pub id: i32,
    #[diesel(embed)]
    pub name: Name,
    pub group_id: i32,
    pub phone_number: Option<String>,
    pub joined_date: NaiveDate,
}

#[table("group_members")]
#[derive(Insertable)]
pub struct NewGroupMember {
    pub group_id: i32,
    #[diesel(embed)]
    pub name: Name,
    pub joined_date: NaiveDate,
}

fn main() {
    let query = schema::group_members::table.select(GroupMember::as_select());
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert_eq!(sql, r#"SELECT "group_members"."id", "group_members"."first_name", "group_members"."last_name", "group_members"."group_id", "group_members"."phone_number", "group_members"."joined_date" FROM "group_members" -- binds: []"#);
    let name = Name { first_name: "Aline".to_owned(), last_name: "Uwase".to_owned() };
    let member = NewGroupMember { group_id: 1, name, joined_date: NaiveDate::default() };
    let query = diesel::insert_into(schema::group_members::table).values(&member);
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert!(sql.starts_with(r#"INSERT INTO "group_members" ("group_id", "first_name", "last_name", "joined_date") VALUES ($1, $2, $3, $4)"#), "{sql}");
}
