//! `None` is NULL where that is said, in columns that may be NULL.

use diesel::debug_query;
use diesel::pg::Pg;
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("branches")]
#[derive(Insertable)]
#[diesel(treat_none_as_default_value = false)]
pub struct NewBranch {
    pub id: i64,
    pub opened_by: i32,
    pub closed_by: Option<i32>,
    #[diesel(treat_none_as_default_value = true)]
    pub language: Option<String>,
}

fn main() {
    let value = NewBranch { id: 1, opened_by: 2, closed_by: None, language: None };
    let query = diesel::insert_into(schema::branches::table).values(&value);
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert!(sql.starts_with(r#"INSERT INTO "branches" ("id", "opened_by", "closed_by", "language") VALUES ($1, $2, $3, DEFAULT)"#), "{sql}");
}
