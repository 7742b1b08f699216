//! A type that is no enum.

use schema_macro::sql_enum;

mod schema {
    schema_macro::schema!();
}

#[sql_enum("language")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vote {
    Yes,
    No,
}

fn main() {}
