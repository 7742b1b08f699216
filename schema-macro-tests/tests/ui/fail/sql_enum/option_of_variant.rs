//! An option of a variant that is not there.

use schema_macro::sql_enum;

mod schema {
    schema_macro::schema!();
}

#[sql_enum("vote", rename_all = "PascalCase")]
#[derive(Debug)]
pub enum Vote {
    #[sql_enum(label = "Yes")]
    Yes,
    No,
}

fn main() {}
