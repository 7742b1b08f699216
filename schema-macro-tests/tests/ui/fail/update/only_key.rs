//! Nothing but the primary key, which Diesel never changes.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("meeting_attendance")]
#[derive(AsChangeset)]
pub struct AttendanceChange {
    pub meeting_id: i32,
    pub member_id: i32,
}

fn main() {}
