//! A way of writing that is not there.

use schema_macro::sql_enum;

mod schema {
    schema_macro::schema!();
}

#[sql_enum("vote", rename_all = "Snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vote {
    Yes,
    No,
}

fn main() {}
