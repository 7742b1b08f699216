//! A variant with fields.

use schema_macro::sql_enum;

mod schema {
    schema_macro::schema!();
}

#[sql_enum("vote", rename_all = "PascalCase")]
#[derive(Debug)]
pub enum Vote {
    Yes,
    No,
    #[sql_enum(rename = "Not sure")]
    NotSure(String),
}

fn main() {}
