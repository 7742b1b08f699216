//! Neither a type nor a column.

use schema_macro::sql_enum;

mod schema {
    schema_macro::schema!();
}

#[sql_enum(rename_all = "lowercase")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vote {
    Yes,
    No,
}

fn main() {}
