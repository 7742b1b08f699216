//! A row that is inserted, changed and found, of a table with everything.

use bigdecimal::BigDecimal;
use diesel::debug_query;
use diesel::pg::Pg;
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("member_fines")]
#[derive(Queryable, Selectable, Identifiable, Insertable, AsChangeset, QueryableByName)]
pub struct Fine {
    #[diesel(skip_insertion)]
    pub id: i32,
    pub member_id: i32,
    pub amount: BigDecimal,
    pub reason: Option<String>,
}

fn main() {
    let fine = Fine { id: 1, member_id: 2, amount: 5.into(), reason: None };
    let query = diesel::insert_into(schema::member_fines::table).values(&fine);
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert!(sql.starts_with(r#"INSERT INTO "member_fines" ("member_id", "amount", "reason")"#), "{sql}");
}
