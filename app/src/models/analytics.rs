//! Phase 6: key figures and reports.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use schema_macro::table;

use crate::decimal::{Money, Percentage};
use crate::models::savings::{GroupMember, SavingsGroup};

/// The key figures of a group on one day.
#[table("analytics_snapshots")]
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Identifiable, Insertable, Associations)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(belongs_to(SavingsGroup, foreign_key = group_id))]
pub struct AnalyticsSnapshot {
    pub id: i32,
    pub group_id: i32,
    pub snapshot_date: NaiveDate,
    pub snapshot_type: String,
    pub members_count: i32,
    pub active_members_count: i32,
    pub total_savings: Money,
    pub total_loans_outstanding: Money,
    pub total_fines: Money,
    pub average_attendance: Option<Percentage>,
    pub loan_default_rate: Option<Percentage>,
    pub metrics: Option<String>,
    pub created_date: NaiveDateTime,
    pub updated_date: NaiveDateTime,
}

/// A report that was asked for, and its file.
#[table("generated_reports")]
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Identifiable, Insertable, Associations)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(belongs_to(SavingsGroup, foreign_key = group_id))]
pub struct GeneratedReport {
    pub id: i32,
    pub group_id: Option<i32>,
    pub requested_by: Option<i32>,
    pub report_type: String,
    pub title: String,
    pub format: String,
    pub parameters: String,
    pub period_start: Option<NaiveDate>,
    pub period_end: Option<NaiveDate>,
    pub status: String,
    pub file_url: Option<String>,
    pub file_size: Option<i64>,
    pub error_message: Option<String>,
    pub started_at: Option<NaiveDateTime>,
    pub finished_at: Option<NaiveDateTime>,
    pub created_date: NaiveDateTime,
    pub updated_date: NaiveDateTime,
}

/// The key figures of a member in one period.
#[table("member_analytics")]
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Identifiable, Insertable, Associations)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(belongs_to(GroupMember, foreign_key = member_id))]
pub struct MemberAnalytics {
    pub id: i32,
    pub member_id: i32,
    pub period_start: NaiveDate,
    pub period_end: NaiveDate,
    pub total_savings: Money,
    pub total_withdrawals: Money,
    pub total_fines: Money,
    pub loans_taken: i32,
    pub loans_repaid: i32,
    pub attendance_percentage: Option<Percentage>,
    pub savings_consistency: Option<f64>,
    pub credit_score: Option<i16>,
    pub calculated_at: Option<NaiveDateTime>,
    pub created_date: NaiveDateTime,
    pub updated_date: NaiveDateTime,
}
