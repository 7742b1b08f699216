//! Two structs with all columns of one table.

use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

mod models {
    use diesel::prelude::*;
    use schema_macro::table;

    #[table("meeting_attendance")]
    #[derive(Queryable, Selectable)]
    pub struct MeetingAttendance {
        pub meeting_id: i32,
        pub member_id: i32,
        pub is_present: bool,
    }
}

#[table("meeting_attendance")]
#[derive(diesel::HasQuery)]
pub struct Attendance {
    pub meeting_id: i32,
    pub member_id: i32,
    pub is_present: bool,
}

fn main() {}
