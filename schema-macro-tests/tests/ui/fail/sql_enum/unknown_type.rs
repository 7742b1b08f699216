//! A type that is not there.

use schema_macro::sql_enum;

mod schema {
    schema_macro::schema!();
}

#[sql_enum("payment_state")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vote {
    Yes,
    No,
}

fn main() {}
