//! `Some(None)` is NULL, in a column that can't be NULL.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("meeting_attendance")]
#[derive(Insertable)]
pub struct NewAttendance {
    pub meeting_id: i32,
    pub member_id: i32,
    pub is_present: Option<Option<bool>>,
}

fn main() {}
