//! The struct says another primary key than the migrations.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("meeting_attendance")]
#[derive(Queryable, Selectable, Identifiable)]
#[diesel(primary_key(member_id))]
pub struct Attendance {
    pub meeting_id: i32,
    pub member_id: i32,
    pub is_present: bool,
}

fn main() {}
