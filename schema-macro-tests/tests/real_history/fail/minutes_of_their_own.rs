//! The minutes became a column of `meetings`.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("meeting_minutes")]
#[derive(Queryable, Selectable, Identifiable)]
pub struct MeetingMinutes {
    pub id: i32,
    pub meeting_id: i32,
    pub content: String,
    pub created_date: NaiveDateTime,
}

fn main() {}
