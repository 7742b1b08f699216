//! Two variants for one label.

use schema_macro::sql_enum;

mod schema {
    schema_macro::schema!();
}

#[sql_enum(column = "meetings.kind")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Regular,
    Special,
    #[sql_enum(rename = "special")]
    Extraordinary,
    ShareOut,
}

fn main() {}
