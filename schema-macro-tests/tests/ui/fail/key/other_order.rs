//! The columns of the key in another order than in the SQL.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("meeting_attendance")]
#[derive(Identifiable)]
#[diesel(primary_key(member_id, meeting_id))]
pub struct AttendanceKey {
    pub meeting_id: i32,
    pub member_id: i32,
}

fn main() {}
