//! A struct.

use schema_macro::sql_enum;

mod schema {
    schema_macro::schema!();
}

#[sql_enum("vote")]
pub struct Vote;

fn main() {}
