//! Phase 1: groups, their members, and what the members save, owe and own.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use schema_macro::table;
use serde::Serialize;

use crate::decimal::{Money, Percentage};
use crate::models::core::User;
use crate::models::documents::MobileMoneyTransaction;
use crate::models::iga::IgaActivity;
use crate::models::meetings::Meeting;

/// A village savings and loan group.
#[table("savings_groups")]
#[derive(Debug, Clone, PartialEq, Serialize, Queryable, Selectable, Identifiable, Insertable)]
#[diesel(treat_none_as_default_value = false)]
pub struct SavingsGroup {
    pub id: i32,
    pub name: String,
    pub group_code: String,
    pub description: Option<String>,
    pub country: String,
    pub district: String,
    pub parish: String,
    pub village: String,
    pub formation_date: Option<NaiveDate>,
    pub meeting_frequency: String,
    pub chair_member_id: Option<i32>,
    pub treasurer_member_id: Option<i32>,
    pub secretary_member_id: Option<i32>,
    pub members_count: i32,
    pub status: String,
    pub created_by: i32,
    pub created_date: NaiveDateTime,
    pub updated_date: NaiveDateTime,
    pub cycle_start_date: Option<NaiveDate>,
    pub cycle_end_date: Option<NaiveDate>,
    pub cycle_status: String,
    pub share_value: Option<Money>,
    pub savings_balance: Money,
    pub loan_balance: Option<Money>,
    pub loan_fund_balance: Option<Money>,
    pub constitution_document_url: Option<String>,
    pub registration_certificate_url: Option<String>,
    pub is_registered: Option<bool>,
    pub registration_number: Option<String>,
    pub registration_date: Option<NaiveDate>,
}

/// A member of one group.
#[table("group_members")]
#[derive(Debug, Clone, PartialEq, Serialize, Queryable, Selectable, Identifiable, Insertable, Associations)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(belongs_to(SavingsGroup, foreign_key = group_id))]
#[diesel(belongs_to(User))]
pub struct GroupMember {
    pub id: i32,
    pub group_id: i32,
    pub user_id: Option<i32>,
    pub member_number: String,
    pub id_number: Option<String>,
    pub date_of_birth: Option<NaiveDate>,
    pub gender: String,
    pub occupation: Option<String>,
    pub phone_number: Option<String>,
    pub email: Option<String>,
    pub member_role: String,
    pub status: String,
    pub joined_date: NaiveDate,
    pub left_date: Option<NaiveDate>,
    pub created_date: NaiveDateTime,
    pub updated_date: NaiveDateTime,
    pub first_name: String,
    pub last_name: String,
    pub share_balance: Money,
    pub total_contributions: Money,
    pub is_eligible_for_loans: bool,
    pub attendance_percentage: Option<Percentage>,
    pub total_points: i32,
}

/// A kind of saving that every group can offer.
#[table("saving_types")]
#[derive(Debug, Clone, PartialEq, Serialize, Queryable, Selectable, Identifiable, Insertable)]
#[diesel(treat_none_as_default_value = false)]
pub struct SavingType {
    pub id: i32,
    pub code: String,
    pub name: String,
    pub description: Option<String>,
    pub is_mandatory: bool,
    pub minimum_amount: Money,
    pub maximum_amount: Option<Money>,
    pub interest_rate: Percentage,
    pub withdrawal_notice_days: Option<i16>,
    pub is_active: bool,
    pub created_date: NaiveDateTime,
    pub updated_date: NaiveDateTime,
}

/// What a member has in one kind of saving.
#[table("member_savings")]
#[derive(Debug, Clone, PartialEq, Serialize, Queryable, Selectable, Identifiable, Insertable, Associations)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(belongs_to(GroupMember, foreign_key = member_id))]
#[diesel(belongs_to(SavingType))]
pub struct MemberSaving {
    pub id: i32,
    pub member_id: i32,
    pub saving_type_id: i32,
    pub current_balance: Money,
    pub target_amount: Option<Money>,
    pub target_date: Option<NaiveDate>,
    pub opened_date: NaiveDate,
    pub last_transaction_date: Option<NaiveDate>,
    pub status: String,
    pub created_date: NaiveDateTime,
    pub updated_date: NaiveDateTime,
}

/// A payment into or out of a member's savings.
#[table("saving_transactions")]
#[derive(Debug, Clone, PartialEq, Serialize, Queryable, Selectable, Identifiable, Insertable, Associations)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(belongs_to(MemberSaving))]
#[diesel(belongs_to(Meeting))]
#[diesel(belongs_to(MobileMoneyTransaction))]
pub struct SavingTransaction {
    pub id: i32,
    pub member_saving_id: i32,
    pub meeting_id: Option<i32>,
    pub transaction_type: String,
    pub amount: Money,
    pub transaction_date: NaiveDate,
    pub payment_method: String,
    pub reference_number: Option<String>,
    pub notes: Option<String>,
    pub recorded_by: Option<i32>,
    pub verified_by: Option<i32>,
    pub verified_at: Option<NaiveDateTime>,
    pub created_date: NaiveDateTime,
    pub updated_date: NaiveDateTime,
    pub mobile_money_transaction_id: Option<i32>,
}

/// Money that went into or out of a group's cash box.
#[table("group_cashbook")]
#[derive(Debug, Clone, PartialEq, Serialize, Queryable, Selectable, Identifiable, Insertable, Associations)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(belongs_to(SavingsGroup, foreign_key = group_id))]
#[diesel(belongs_to(Meeting))]
#[diesel(belongs_to(GroupMember, foreign_key = member_id))]
#[diesel(belongs_to(IgaActivity))]
#[diesel(belongs_to(MobileMoneyTransaction))]
pub struct CashbookEntry {
    pub id: i32,
    pub group_id: i32,
    pub meeting_id: Option<i32>,
    pub member_id: Option<i32>,
    pub entry_date: NaiveDate,
    pub entry_type: String,
    pub direction: String,
    pub amount: Money,
    pub running_balance: Option<Money>,
    pub description: String,
    pub reference_number: Option<String>,
    pub recorded_by: Option<i32>,
    pub approved_by: Option<i32>,
    pub created_date: NaiveDateTime,
    pub updated_date: NaiveDateTime,
    pub iga_activity_id: Option<i32>,
    pub mobile_money_transaction_id: Option<i32>,
}

/// Something that a group fines, and how much.
#[table("fine_types")]
#[derive(Debug, Clone, PartialEq, Serialize, Queryable, Selectable, Identifiable, Insertable, Associations)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(belongs_to(SavingsGroup, foreign_key = group_id))]
pub struct FineType {
    pub id: i32,
    pub group_id: i32,
    pub name: String,
    pub description: Option<String>,
    pub default_amount: Money,
    pub is_active: bool,
    pub created_date: NaiveDateTime,
    pub updated_date: NaiveDateTime,
}

/// A fine of a member, paid or not.
#[table("member_fines")]
#[derive(Debug, Clone, PartialEq, Serialize, Queryable, Selectable, Identifiable, Insertable, Associations)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(belongs_to(GroupMember, foreign_key = member_id))]
#[diesel(belongs_to(FineType))]
#[diesel(belongs_to(Meeting))]
pub struct MemberFine {
    pub id: i32,
    pub member_id: i32,
    pub fine_type_id: Option<i32>,
    pub meeting_id: Option<i32>,
    pub amount: Money,
    pub reason: Option<String>,
    pub issued_date: NaiveDate,
    pub due_date: Option<NaiveDate>,
    pub status: String,
    pub paid_date: Option<NaiveDate>,
    pub waived_by: Option<i32>,
    pub waiver_reason: Option<String>,
    pub created_date: NaiveDateTime,
    pub updated_date: NaiveDateTime,
    pub paid_amount: Money,
}

/// The shares of a member in one cycle.
#[table("member_shares")]
#[derive(Debug, Clone, PartialEq, Serialize, Queryable, Selectable, Identifiable, Insertable, Associations)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(belongs_to(GroupMember, foreign_key = member_id))]
pub struct MemberShare {
    pub id: i32,
    pub member_id: i32,
    pub cycle_number: i16,
    pub shares_owned: i32,
    pub share_value: Money,
    #[diesel(skip_insertion)]
    pub total_value: Option<Money>,
    pub last_purchase_date: Option<NaiveDate>,
    pub status: String,
    pub created_date: NaiveDateTime,
    pub updated_date: NaiveDateTime,
}

/// Shares bought, paid back or handed on.
#[table("share_transactions")]
#[derive(Debug, Clone, PartialEq, Serialize, Queryable, Selectable, Identifiable, Insertable, Associations)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(belongs_to(MemberShare))]
#[diesel(belongs_to(Meeting))]
pub struct ShareTransaction {
    pub id: i32,
    pub member_share_id: i32,
    pub meeting_id: Option<i32>,
    pub to_member_id: Option<i32>,
    pub transaction_type: String,
    pub shares: i32,
    pub unit_price: Money,
    pub transaction_date: NaiveDate,
    pub recorded_by: Option<i32>,
    pub notes: Option<String>,
    pub created_date: NaiveDateTime,
    pub updated_date: NaiveDateTime,
}

/// The fund of a group, divided at the end of a cycle.
#[table("share_outs")]
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Identifiable, Insertable, Associations)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(belongs_to(SavingsGroup, foreign_key = group_id))]
#[diesel(belongs_to(Meeting))]
pub struct ShareOut {
    pub id: i32,
    pub group_id: i32,
    pub meeting_id: Option<i32>,
    pub cycle_number: i16,
    pub share_out_date: NaiveDate,
    pub total_fund: Money,
    pub total_shares: i64,
    pub value_per_share: Money,
    pub status: String,
    pub approved_by: Option<i32>,
    pub approved_at: Option<NaiveDateTime>,
    pub notes: Option<String>,
    pub created_date: NaiveDateTime,
    pub updated_date: NaiveDateTime,
}

/// What one member receives from a share-out.
#[table("share_out_payments")]
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Identifiable, Insertable, Associations)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(belongs_to(ShareOut))]
#[diesel(belongs_to(GroupMember, foreign_key = member_id))]
pub struct ShareOutPayment {
    pub id: i32,
    pub share_out_id: i32,
    pub member_id: i32,
    pub shares: i32,
    pub gross_amount: Money,
    pub loan_deduction: Money,
    pub fine_deduction: Money,
    pub net_amount: Money,
    pub payment_method: String,
    pub paid_date: Option<NaiveDate>,
    pub paid_by: Option<i32>,
    pub created_date: NaiveDateTime,
    pub updated_date: NaiveDateTime,
}
