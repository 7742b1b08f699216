//! A domain is loaded as its base type.

use bigdecimal::BigDecimal;
use diesel::debug_query;
use diesel::pg::Pg;
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("payments", partial)]
#[derive(Queryable, Selectable)]
pub struct Payment {
    pub fee: BigDecimal,
}

fn main() {
    let query = schema::payments::table.select(Payment::as_select());
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert_eq!(sql, r#"SELECT "payments"."fee" FROM "payments" -- binds: []"#);
}
