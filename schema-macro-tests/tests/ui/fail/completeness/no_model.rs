//! Two tables without a model: one has none at all, the other one with some of the columns.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!(only = ["absences", "meeting_attendance", "auth.accounts"], require_models);
}

#[table("meeting_attendance")]
#[derive(Queryable, Selectable)]
pub struct MeetingAttendance {
    pub meeting_id: i32,
    pub member_id: i32,
    pub is_present: bool,
}

#[table("auth.accounts", partial)]
#[derive(Queryable, Selectable)]
pub struct Account {
    pub id: i32,
}

fn main() {}
