//! Another key than the SQL's, said where a condition holds.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("meeting_attendance")]
#[derive(Identifiable)]
#[cfg_attr(all(), diesel(primary_key(meeting_id)))]
pub struct AttendanceKey {
    pub meeting_id: i32,
    pub member_id: i32,
}

fn main() {}
