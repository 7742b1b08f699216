//! An enum in a column of another type.

use diesel::prelude::*;
use schema_macro::{sql_enum, table};

mod schema {
    schema_macro::schema!();
}

#[sql_enum("vote", rename_all = "PascalCase")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vote {
    Yes,
    No,
    #[sql_enum(rename = "Not sure")]
    NotSure,
}

#[table("payments", partial)]
#[derive(Queryable, Selectable)]
pub struct Payment {
    pub status: Vote,
    pub last_status: Option<Vote>,
}

fn main() {}
