//! A check of a column, of which a value is missing.

use schema_macro::sql_enum;

mod schema {
    schema_macro::schema!();
}

#[sql_enum(column = "meetings.kind")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Regular,
    Special,
}

fn main() {}
