//! An option that is misspelt.

use schema_macro::sql_enum;

mod schema {
    schema_macro::schema!();
}

#[sql_enum("vote", rename_al = "lowercase")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vote {
    Yes,
    No,
}

fn main() {}
