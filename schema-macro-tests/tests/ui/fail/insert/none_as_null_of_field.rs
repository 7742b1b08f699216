//! The same, said of one field.

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
    #[diesel(treat_none_as_default_value = false)]
    pub is_present: Option<bool>,
}

fn main() {}
