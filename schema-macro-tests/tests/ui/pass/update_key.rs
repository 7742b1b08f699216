//! The key finds the row, and is no change; a column that the database computes is left out.

use bigdecimal::BigDecimal;
use diesel::debug_query;
use diesel::pg::Pg;
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("payments")]
#[derive(Identifiable, AsChangeset)]
pub struct PaymentChange {
    pub id: i64,
    pub amount: BigDecimal,
    #[diesel(skip_update)]
    pub total: Option<BigDecimal>,
}

fn main() {
    let change = PaymentChange { id: 7, amount: 5.into(), total: None };
    let query = diesel::update(&change).set(&change);
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert!(sql.starts_with(r#"UPDATE "payments" SET "amount" = $1 WHERE ("payments"."id" = $2)"#), "{sql}");
}
