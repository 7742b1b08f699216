//! A model that is wrong is there all the same, so that nothing else is said of its table.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!(only = ["meeting_attendance"], require_models);
}

#[table("meeting_attendance")]
#[derive(Queryable, Selectable)]
pub struct MeetingAttendance {
    pub meeting_id: i32,
    pub member_id: i64,
    pub is_present: bool,
}

fn main() {}
