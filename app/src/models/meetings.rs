//! Phase 3: the meetings of a group.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use diesel::prelude::*;
use schema_macro::table;
use serde::Serialize;

use crate::decimal::Money;
use crate::models::savings::{GroupMember, MemberFine, SavingsGroup};

/// A meeting of a group, planned or held.
#[table("meetings")]
#[derive(Debug, Clone, PartialEq, Serialize, Queryable, Selectable, Identifiable, Insertable, Associations)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(belongs_to(SavingsGroup, foreign_key = group_id))]
pub struct Meeting {
    pub id: i32,
    pub group_id: i32,
    pub meeting_number: i32,
    pub meeting_date: NaiveDate,
    pub meeting_time: Option<NaiveTime>,
    pub meeting_type: String,
    pub status: String,
    pub location: Option<String>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub scheduled_by: Option<i32>,
    pub recorded_by: Option<i32>,
    pub agenda: Option<String>,
    pub decisions_made: Option<String>,
    pub action_items: Option<String>,
    pub total_members: i32,
    pub members_present: i32,
    pub quorum_met: Option<bool>,
    pub total_savings_collected: Money,
    pub total_fines_collected: Money,
    pub created_date: NaiveDateTime,
    pub updated_date: NaiveDateTime,
    pub total_loan_repayments: Money,
    pub minutes: Option<String>,
}

/// A point on the agenda of a meeting.
#[table("meeting_activities")]
#[derive(Debug, Clone, PartialEq, Serialize, Queryable, Selectable, Identifiable, Insertable, Associations)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(belongs_to(Meeting))]
pub struct MeetingActivity {
    pub id: i32,
    pub meeting_id: i32,
    pub activity_type: String,
    pub title: String,
    pub description: Option<String>,
    pub sequence_number: i16,
    pub start_time: Option<NaiveTime>,
    pub end_time: Option<NaiveTime>,
    pub amount_collected: Option<Money>,
    pub led_by: Option<i32>,
    pub is_completed: bool,
    pub created_date: NaiveDateTime,
    pub updated_date: NaiveDateTime,
}

/// A member's part in one activity of a meeting.
#[table("member_activity_participation")]
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Identifiable, Insertable, Associations)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(belongs_to(MeetingActivity, foreign_key = activity_id))]
#[diesel(belongs_to(GroupMember, foreign_key = member_id))]
pub struct MemberActivityParticipation {
    pub id: i32,
    pub activity_id: i32,
    pub member_id: i32,
    pub participation_type: String,
    pub amount: Option<Money>,
    pub remarks: Option<String>,
    pub recorded_by: Option<i32>,
    pub created_date: NaiveDateTime,
    pub updated_date: NaiveDateTime,
}

/// Whether a member came to a meeting.
#[table("meeting_attendance")]
#[derive(Debug, Clone, PartialEq, Serialize, Queryable, Selectable, Identifiable, Insertable, Associations)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(belongs_to(Meeting))]
#[diesel(belongs_to(GroupMember, foreign_key = member_id))]
#[diesel(belongs_to(MemberFine, foreign_key = fine_id))]
pub struct MeetingAttendance {
    pub meeting_id: i32,
    pub member_id: i32,
    pub attendance_status: String,
    pub arrival_time: Option<NaiveTime>,
    pub excuse_reason: Option<String>,
    pub recorded_by: Option<i32>,
    pub created_date: NaiveDateTime,
    pub updated_date: NaiveDateTime,
    pub fine_id: Option<i32>,
}
