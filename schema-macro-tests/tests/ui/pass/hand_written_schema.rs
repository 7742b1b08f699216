//! Declarations that are written by hand: nothing is known there of models.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    diesel::table! {
        meeting_attendance (meeting_id, member_id) {
            meeting_id -> Int4,
            member_id -> Int4,
            is_present -> Bool,
        }
    }
}

#[table("meeting_attendance")]
#[derive(Queryable, Selectable)]
pub struct MeetingAttendance {
    pub meeting_id: i32,
    pub member_id: i32,
    pub is_present: bool,
}

#[table("meeting_attendance")]
#[derive(Queryable, Selectable)]
pub struct MeetingAttendanceAgain {
    pub meeting_id: i32,
    pub member_id: i32,
    pub is_present: bool,
}

fn main() {}
