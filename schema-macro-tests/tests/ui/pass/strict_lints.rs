//! What is expanded is clean by every lint that a careful program denies.
#![deny(warnings, missing_docs, future_incompatible, nonstandard_style, rust_2018_idioms, unused, let_underscore)]
#![deny(missing_debug_implementations, single_use_lifetimes, trivial_casts, unreachable_pub, unused_lifetimes)]
#![deny(unused_qualifications, unused_results, variant_size_differences, redundant_lifetimes, unsafe_code)]

use bigdecimal::BigDecimal;
use diesel::debug_query;
use diesel::pg::Pg;
use diesel::prelude::*;
use schema_macro::table;

/// The tables.
pub mod schema {
    schema_macro::schema!();
}

/// A payment.
#[table("payments", partial)]
#[derive(Debug, Queryable, Selectable, Identifiable)]
pub(crate) struct Payment {
    id: i64,
    #[diesel(column_name = amount)]
    paid: BigDecimal,
}

fn main() {
    let query = schema::payments::table.select(Payment::as_select());
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert_eq!(sql, r#"SELECT "payments"."id", "payments"."amount" FROM "payments" -- binds: []"#);
    let payment = Payment { id: 1, paid: BigDecimal::from(5000) };
    assert_eq!(payment.id(), &1);
    assert_eq!(payment.paid, BigDecimal::from(5000));
}
