//! A key's column has no field.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("meeting_attendance")]
#[derive(Queryable, Selectable, Identifiable)]
pub struct Attendance {
    pub meeting_id: i32,
    pub is_present: bool,
}

fn main() {}
