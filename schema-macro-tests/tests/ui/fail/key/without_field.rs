//! Nothing but `Identifiable`, without a field for the key.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("meeting_attendance")]
#[derive(Identifiable)]
pub struct AttendanceKey {
    pub meeting_id: i32,
}

fn main() {}
