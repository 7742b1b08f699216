//! The primary key is the SQL's: of two columns.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("meeting_attendance")]
#[derive(Queryable, Selectable, Identifiable)]
pub struct Attendance {
    pub meeting_id: i32,
    pub member_id: i32,
    pub is_present: bool,
}

fn main() {
    let attendance = Attendance { meeting_id: 3, member_id: 7, is_present: true };
    assert_eq!(attendance.id(), (&3, &7));
}
