//! A type parameter is for the place that names it.

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
pub struct Payment<T, const N: usize = 0>
where
    T: Clone,
{
    pub id: i64,
    pub amount: T,
}

fn main() {
    let query = schema::payments::table.select(Payment::<BigDecimal>::as_select());
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert_eq!(sql, r#"SELECT "payments"."id", "payments"."amount" FROM "payments" -- binds: []"#);
}
