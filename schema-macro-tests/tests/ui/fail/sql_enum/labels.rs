//! Labels that are missing, extra and misspelt.

use schema_macro::sql_enum;

mod schema {
    schema_macro::schema!();
}

#[sql_enum("payment_status")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaymentStatus {
    Pending,
    Setled,
    Refunded,
}

fn main() {}
