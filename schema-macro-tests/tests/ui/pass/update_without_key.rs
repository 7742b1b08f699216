//! The changes of a table with a composite key, of one field that is no part of it.

use diesel::debug_query;
use diesel::pg::Pg;
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("meeting_attendance")]
#[derive(AsChangeset)]
pub struct AttendanceChange {
    pub is_present: Option<bool>,
}

fn main() {
    let value = AttendanceChange { is_present: Some(true) };
    let query = diesel::update(schema::meeting_attendance::table).set(&value);
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert!(sql.starts_with(r#"UPDATE "meeting_attendance" SET "is_present" = $1"#), "{sql}");
}
