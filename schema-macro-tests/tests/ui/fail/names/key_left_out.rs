//! A part of the row without the key that `Identifiable` needs.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("meeting_attendance", partial)]
#[derive(Queryable, Selectable, Identifiable)]
pub struct Attendance {
    pub member_id: i32,
    pub is_present: bool,
}

fn main() {}
