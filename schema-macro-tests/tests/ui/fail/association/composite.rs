//! A part of a key of two columns.

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

#[table("absences", partial)]
#[derive(Queryable, Selectable, Associations)]
#[diesel(belongs_to(Attendance, foreign_key = member_id))]
pub struct Absence {
    pub member_id: i32,
}

fn main() {}
