//! A derive that the macro adds itself.

use schema_macro::sql_enum;

mod schema {
    schema_macro::schema!();
}

#[sql_enum("vote", rename_all = "PascalCase")]
#[derive(Debug, diesel::expression::AsExpression)]
pub enum Vote {
    Yes,
    No,
    #[sql_enum(rename = "Not sure")]
    NotSure,
}

fn main() {}
