//! Phase 5: points, badges and standings.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use schema_macro::table;

use crate::decimal::{Money, Percentage};
use crate::models::meetings::Meeting;
use crate::models::savings::{GroupMember, SavingsGroup};

/// Something that members can achieve.
#[table("achievements")]
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Identifiable, Insertable)]
#[diesel(treat_none_as_default_value = false)]
pub struct Achievement {
    pub id: i32,
    pub code: String,
    pub name: String,
    pub description: String,
    pub category: String,
    pub criteria: String,
    pub target_value: Option<Money>,
    pub points: i32,
    pub is_repeatable: bool,
    pub is_active: bool,
    pub created_date: NaiveDateTime,
    pub updated_date: NaiveDateTime,
}

/// A badge shown next to a member.
#[table("badges")]
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Identifiable, Insertable, Associations)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(belongs_to(Achievement))]
pub struct Badge {
    pub id: i32,
    pub achievement_id: Option<i32>,
    pub name: String,
    pub description: Option<String>,
    pub tier: String,
    pub points_required: i32,
    pub icon: Option<Vec<u8>>,
    pub color: String,
    pub created_date: NaiveDateTime,
    pub updated_date: NaiveDateTime,
}

/// How far a member has come towards an achievement.
#[table("member_achievements")]
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Identifiable, Insertable, Associations)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(belongs_to(GroupMember, foreign_key = member_id))]
#[diesel(belongs_to(Achievement))]
#[diesel(belongs_to(Meeting))]
pub struct MemberAchievement {
    pub id: i32,
    pub member_id: i32,
    pub achievement_id: i32,
    pub meeting_id: Option<i32>,
    pub progress: Percentage,
    pub earned_date: Option<NaiveDate>,
    pub times_earned: i16,
    pub points_awarded: i32,
    pub awarded_by: Option<i32>,
    pub created_date: NaiveDateTime,
    pub updated_date: NaiveDateTime,
}

/// A badge that a member holds.
#[table("member_badges")]
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Identifiable, Insertable, Associations)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(belongs_to(GroupMember, foreign_key = member_id))]
#[diesel(belongs_to(Badge))]
pub struct MemberBadge {
    pub member_id: i32,
    pub badge_id: i32,
    pub awarded_date: NaiveDate,
    pub awarded_by: Option<i32>,
    pub citation: Option<String>,
    pub is_displayed: bool,
    pub created_date: NaiveDateTime,
    pub updated_date: NaiveDateTime,
}

/// The standing of a member in one period.
#[table("leaderboard")]
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Identifiable, Insertable, Associations)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(belongs_to(SavingsGroup, foreign_key = group_id))]
#[diesel(belongs_to(GroupMember, foreign_key = member_id))]
pub struct LeaderboardEntry {
    pub id: i32,
    pub group_id: i32,
    pub member_id: i32,
    pub period: String,
    pub period_start: NaiveDate,
    pub position: i16,
    pub previous_position: Option<i16>,
    pub points: i64,
    pub savings_score: Option<Percentage>,
    pub attendance_score: Option<Percentage>,
    pub repayment_score: Option<Percentage>,
    pub created_date: NaiveDateTime,
    pub updated_date: NaiveDateTime,
}
