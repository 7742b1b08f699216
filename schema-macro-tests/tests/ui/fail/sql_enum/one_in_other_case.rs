//! One label that is written in another way.

use schema_macro::sql_enum;

mod schema {
    schema_macro::schema!();
}

#[sql_enum("vote", rename_all = "PascalCase")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vote {
    Yes,
    NO,
    #[sql_enum(rename = "not sure")]
    NotSure,
}

fn main() {}
