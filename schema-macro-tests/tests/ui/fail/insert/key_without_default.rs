//! The key has no default, so an insert must name it; the default of a column is NULL, which is none.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("absences")]
#[derive(Insertable)]
pub struct NewAbsence {
    pub member_id: i32,
}

fn main() {}
