//! The table has no primary key.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("import_log")]
#[derive(Queryable, Selectable)]
pub struct ImportLine {
    pub line: i32,
    pub content: Option<String>,
}

fn main() {}
