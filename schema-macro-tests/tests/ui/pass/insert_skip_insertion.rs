//! Fields that are no columns, and those of columns that the database computes, are left out.

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
pub struct NewFine {
    #[diesel(skip_insertion)]
    pub note_to_treasurer: String,
    pub member_id: i32,
    pub amount: BigDecimal,
}

fn main() {
    let value = NewFine { note_to_treasurer: String::new(), member_id: 1, amount: 5.into() };
    let query = diesel::insert_into(schema::member_fines::table).values(&value);
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert!(sql.starts_with(r#"INSERT INTO "member_fines" ("member_id", "amount") VALUES ($1, $2)"#), "{sql}");
}
