//! Every table has its model; the others of a table are partial, inserted, changed, or read by SQL.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!(require_models, only = ["meeting_attendance", "savings_groups", "present_members"]);
}

#[table("meeting_attendance")]
#[derive(Queryable, Selectable, Identifiable)]
pub struct MeetingAttendance {
    pub meeting_id: i32,
    pub member_id: i32,
    pub is_present: bool,
}

#[table("meeting_attendance")]
#[derive(Insertable)]
pub struct NewMeetingAttendance {
    pub meeting_id: i32,
    pub member_id: i32,
    pub is_present: bool,
}

#[table("meeting_attendance")]
#[derive(AsChangeset)]
pub struct MeetingAttendanceChanges {
    pub is_present: Option<bool>,
}

#[table("meeting_attendance", partial)]
#[derive(Queryable, Selectable)]
pub struct Presence {
    pub is_present: bool,
}

#[table("meeting_attendance")]
#[derive(QueryableByName)]
pub struct MeetingAttendanceBySql {
    pub meeting_id: i32,
    pub member_id: i32,
    pub is_present: bool,
}

#[table("savings_groups", embedded)]
#[derive(Queryable, Selectable)]
pub struct Founding {
    pub founded: Option<chrono::NaiveDate>,
    pub created_date: chrono::NaiveDateTime,
}

#[table("savings_groups")]
#[derive(Queryable, Selectable)]
pub struct SavingsGroup {
    pub id: i32,
    pub name: String,
    pub group_code: String,
    pub district: String,
    pub members: Option<i64>,
    #[diesel(embed)]
    pub founding: Founding,
}

fn main() {
    assert_eq!(schema::TABLES, ["meeting_attendance", "savings_groups"]);
}
