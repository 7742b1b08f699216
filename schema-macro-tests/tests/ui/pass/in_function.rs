//! A struct within a function, and types of that function.

use bigdecimal::BigDecimal;
use diesel::debug_query;
use diesel::pg::Pg;
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

fn main() {
    type Amount = BigDecimal;

    #[table("payments", partial)]
    #[derive(Queryable, Selectable)]
    struct Payment {
        amount: Amount,
    }

    let query = schema::payments::table.select(Payment::as_select());
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert_eq!(sql, r#"SELECT "payments"."amount" FROM "payments" -- binds: []"#);
    let _ = |payment: Payment| payment.amount;
}
