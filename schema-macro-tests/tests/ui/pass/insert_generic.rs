//! A type that the struct leaves open.

use bigdecimal::BigDecimal;
use diesel::debug_query;
use diesel::expression::AsExpression;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::Numeric;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("member_fines")]
#[derive(Insertable)]
pub struct NewFine<A: AsExpression<Numeric>> {
    pub member_id: i32,
    pub amount: A,
}

fn main() {
    let value = NewFine { member_id: 1, amount: BigDecimal::from(5) };
    let query = diesel::insert_into(schema::member_fines::table).values(value);
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert!(sql.starts_with(r#"INSERT INTO "member_fines" ("member_id", "amount") VALUES ($1, $2)"#), "{sql}");
}
