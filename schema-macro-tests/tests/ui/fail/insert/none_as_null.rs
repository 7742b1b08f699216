//! `None` is NULL by `treat_none_as_default_value`, in columns that can't be NULL.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("meeting_attendance")]
#[derive(Insertable)]
#[diesel(treat_none_as_default_value = false)]
pub struct NewAttendance {
    pub meeting_id: i32,
    pub member_id: Option<i32>,
    pub is_present: Option<bool>,
}

fn main() {}
