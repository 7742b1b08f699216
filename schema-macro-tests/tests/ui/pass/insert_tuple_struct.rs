//! A tuple struct, whose fields say their columns.

use bigdecimal::BigDecimal;
use diesel::debug_query;
use diesel::pg::Pg;
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("member_fines")]
#[derive(Insertable)]
pub struct NewFine(#[diesel(column_name = member_id)] pub i32, #[diesel(column_name = "amount")] pub BigDecimal);

fn main() {
    let value = NewFine(1, 5.into());
    let query = diesel::insert_into(schema::member_fines::table).values(&value);
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert!(sql.starts_with(r#"INSERT INTO "member_fines" ("member_id", "amount") VALUES ($1, $2)"#), "{sql}");
}
