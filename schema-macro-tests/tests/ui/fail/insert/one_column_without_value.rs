//! One column that needs a value has no field.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("member_fines")]
#[derive(Insertable)]
pub struct NewFine {
    member_id: i32,
    reason: Option<String>,
}

fn main() {}
