//! Labels that are all written in another way.

use schema_macro::sql_enum;

mod schema {
    schema_macro::schema!();
}

#[sql_enum("payment_status", rename_all = "UPPERCASE")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaymentStatus {
    Pending,
    Settled,
    Failed,
}

fn main() {}
