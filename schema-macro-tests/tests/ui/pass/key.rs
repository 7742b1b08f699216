//! Nothing but `Identifiable`: further fields are no columns.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("meeting_attendance")]
#[derive(Identifiable)]
pub struct AttendanceKey {
    pub photo: Vec<u8>,
    pub member_id: i32,
    pub meeting_id: i32,
}

fn main() {
    let key = AttendanceKey { photo: Vec::new(), member_id: 2, meeting_id: 1 };
    assert_eq!((&key).id(), (&1, &2));
}
