//! Phase 1.5: income-generating activities (IGA), a group's joint businesses.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use schema_macro::table;
use serde::Serialize;

use crate::decimal::{Coordinate, Hours, Money, Percentage, Quantity};
use crate::models::meetings::Meeting;
use crate::models::savings::{GroupMember, SavingsGroup};

/// A joint business of a group.
#[table("iga_activities")]
#[derive(Debug, Clone, PartialEq, Serialize, Queryable, Selectable, Identifiable, Insertable, Associations)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(belongs_to(SavingsGroup, foreign_key = group_id))]
pub struct IgaActivity {
    pub id: i32,
    pub group_id: i32,
    pub name: String,
    pub activity_type: String,
    pub description: Option<String>,
    pub products: String,
    pub start_date: NaiveDate,
    pub end_date: Option<NaiveDate>,
    pub initial_capital: Money,
    pub expected_return: Option<Money>,
    pub location: Option<String>,
    pub latitude: Option<Coordinate>,
    pub longitude: Option<Coordinate>,
    pub status: String,
    pub created_date: NaiveDateTime,
    pub updated_date: NaiveDateTime,
    pub coordinator_member_id: Option<i32>,
}

/// A member who works or invests in an activity.
#[table("iga_participation")]
#[derive(Debug, Clone, PartialEq, Serialize, Queryable, Selectable, Identifiable, Insertable, Associations)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(belongs_to(IgaActivity, foreign_key = activity_id))]
#[diesel(belongs_to(GroupMember, foreign_key = member_id))]
pub struct IgaParticipation {
    pub activity_id: i32,
    pub member_id: i32,
    pub participation_role: String,
    pub contribution_amount: Money,
    pub profit_share: Option<Percentage>,
    pub hours_worked: Hours,
    pub joined_date: NaiveDate,
    pub left_date: Option<NaiveDate>,
    pub created_date: NaiveDateTime,
    pub updated_date: NaiveDateTime,
}

/// Income or an expense of an activity.
#[table("iga_cashflow")]
#[derive(Debug, Clone, PartialEq, Serialize, Queryable, Selectable, Identifiable, Insertable, Associations)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(belongs_to(IgaActivity, foreign_key = activity_id))]
pub struct IgaCashflowEntry {
    #[diesel(skip_insertion)]
    pub id: i32,
    pub activity_id: i32,
    pub flow_date: NaiveDate,
    pub flow_type: String,
    pub category: String,
    pub amount: Money,
    pub quantity: Option<Quantity>,
    pub unit: Option<String>,
    pub description: Option<String>,
    pub receipt_url: Option<String>,
    pub recorded_by: Option<i32>,
    pub created_date: NaiveDateTime,
    pub updated_date: NaiveDateTime,
}

/// Profit of an activity, paid to one who takes part in it.
#[table("iga_returns")]
#[derive(Debug, Clone, PartialEq, Serialize, Queryable, Selectable, Identifiable, Insertable, Associations)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(belongs_to(Meeting))]
pub struct IgaReturn {
    pub id: i32,
    pub activity_id: i32,
    pub member_id: i32,
    pub meeting_id: Option<i32>,
    pub period_start: NaiveDate,
    pub period_end: NaiveDate,
    pub gross_amount: Money,
    pub deductions: Money,
    #[diesel(skip_insertion)]
    pub net_amount: Option<Money>,
    pub payment_method: String,
    pub paid_date: Option<NaiveDate>,
    pub created_date: NaiveDateTime,
    pub updated_date: NaiveDateTime,
}
