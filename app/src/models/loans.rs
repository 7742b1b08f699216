//! Phase 2: loans from a group's fund.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use schema_macro::table;
use serde::Serialize;

use crate::decimal::{Money, Percentage};
use crate::models::meetings::Meeting;
use crate::models::savings::{GroupMember, SavingsGroup};

/// A judgement of whether a member can carry a loan.
#[table("loan_assessments")]
#[derive(Debug, Clone, PartialEq, Serialize, Queryable, Selectable, Identifiable, Insertable, Associations)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(belongs_to(GroupMember, foreign_key = member_id))]
pub struct LoanAssessment {
    pub id: i32,
    pub member_id: i32,
    pub assessed_by: Option<i32>,
    pub assessment_date: NaiveDate,
    pub requested_amount: Money,
    pub recommended_amount: Option<Money>,
    pub purpose: String,
    pub savings_score: Option<Percentage>,
    pub attendance_score: Option<Percentage>,
    pub repayment_score: Option<Percentage>,
    pub risk_level: String,
    pub decision: String,
    pub comments: Option<String>,
    pub created_date: NaiveDateTime,
    pub updated_date: NaiveDateTime,
}

/// A loan of a group to one of its members.
#[table("group_loans")]
#[derive(Debug, Clone, PartialEq, Serialize, Queryable, Selectable, Identifiable, Insertable, Associations)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(belongs_to(SavingsGroup, foreign_key = group_id))]
#[diesel(belongs_to(GroupMember, foreign_key = member_id))]
#[diesel(belongs_to(LoanAssessment, foreign_key = assessment_id))]
pub struct GroupLoan {
    pub id: i32,
    pub group_id: i32,
    pub member_id: i32,
    pub assessment_id: Option<i32>,
    pub guarantor_member_id: Option<i32>,
    pub loan_number: String,
    pub purpose: Option<String>,
    pub principal_amount: Money,
    pub interest_rate: Percentage,
    pub total_due: Money,
    pub amount_paid: Money,
    pub term_months: i16,
    pub application_date: NaiveDate,
    pub disbursement_date: Option<NaiveDate>,
    pub due_date: Option<NaiveDate>,
    pub status: String,
    pub approved_by: Option<i32>,
    pub created_date: NaiveDateTime,
    pub updated_date: NaiveDateTime,
    #[diesel(skip_insertion)]
    pub outstanding_balance: Option<Money>,
}

/// An installment of a loan, and what was paid of it.
#[table("loan_repayment_schedule")]
#[derive(Debug, Clone, PartialEq, Serialize, Queryable, Selectable, Identifiable, Insertable, Associations)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(belongs_to(GroupLoan, foreign_key = loan_id))]
#[diesel(belongs_to(Meeting))]
pub struct LoanInstallment {
    pub id: i32,
    pub loan_id: i32,
    pub meeting_id: Option<i32>,
    pub installment_number: i16,
    pub due_date: NaiveDate,
    pub principal_due: Money,
    pub interest_due: Money,
    pub penalty_amount: Money,
    pub amount_paid: Money,
    pub paid_date: Option<NaiveDate>,
    pub status: String,
    pub received_by: Option<i32>,
    pub created_date: NaiveDateTime,
    pub updated_date: NaiveDateTime,
}
