//! Phase 4: a group's papers and its mobile-money accounts.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use schema_macro::table;
use serde::{Serialize, Serializer};

use crate::decimal::Money;
use crate::models::advanced::{DocumentTemplate, ServiceProvider};
use crate::models::savings::{GroupMember, SavingsGroup};

/// Bytes are written to JSON as hexadecimal digits.
fn hexadecimal<S: Serializer>(bytes: &Option<Vec<u8>>, serializer: S) -> Result<S::Ok, S::Error> {
    bytes.as_ref().map(hex::encode).serialize(serializer)
}

/// A kind of document, and how long it is kept.
#[table("document_categories")]
#[derive(Debug, Clone, PartialEq, Serialize, Queryable, Selectable, Identifiable, Insertable)]
#[diesel(treat_none_as_default_value = false)]
pub struct DocumentCategory {
    pub id: i32,
    pub code: String,
    pub name: String,
    pub description: Option<String>,
    pub is_required: bool,
    pub retention_months: Option<i16>,
    pub display_order: i16,
    pub created_date: NaiveDateTime,
    pub updated_date: NaiveDateTime,
}

/// A file of a group or of one of its members.
#[table("documents")]
#[derive(Debug, Clone, PartialEq, Serialize, Queryable, Selectable, Identifiable, Insertable, Associations)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(belongs_to(SavingsGroup, foreign_key = group_id))]
#[diesel(belongs_to(GroupMember, foreign_key = member_id))]
#[diesel(belongs_to(DocumentCategory, foreign_key = category_id))]
#[diesel(belongs_to(DocumentTemplate, foreign_key = template_id))]
pub struct Document {
    pub id: i32,
    pub group_id: i32,
    pub member_id: Option<i32>,
    pub category_id: i32,
    pub title: String,
    pub file_name: String,
    pub file_url: String,
    pub file_size: i64,
    pub mime_type: String,
    #[serde(serialize_with = "hexadecimal")]
    pub checksum: Option<Vec<u8>>,
    pub labels: String,
    pub status: String,
    pub issue_date: Option<NaiveDate>,
    pub expiry_date: Option<NaiveDate>,
    pub uploaded_by: Option<i32>,
    pub verified_by: Option<i32>,
    pub verified_at: Option<NaiveDateTime>,
    pub created_date: NaiveDateTime,
    pub updated_date: NaiveDateTime,
    pub template_id: Option<i32>,
    pub current_version: i32,
}

/// A mobile-money number of a group or of a member.
#[table("mobile_money_accounts")]
#[derive(Debug, Clone, PartialEq, Serialize, Queryable, Selectable, Identifiable, Insertable, Associations)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(belongs_to(SavingsGroup, foreign_key = group_id))]
#[diesel(belongs_to(GroupMember, foreign_key = member_id))]
#[diesel(belongs_to(ServiceProvider, foreign_key = provider_id))]
pub struct MobileMoneyAccount {
    pub id: i32,
    pub group_id: i32,
    pub member_id: Option<i32>,
    pub phone_number: String,
    pub account_label: Option<String>,
    pub currency: String,
    pub balance: Option<Money>,
    pub is_primary: bool,
    pub status: String,
    pub verified_by: Option<i32>,
    pub verified_at: Option<NaiveDateTime>,
    pub last_synced_at: Option<NaiveDateTime>,
    pub created_date: NaiveDateTime,
    pub updated_date: NaiveDateTime,
    pub provider_id: i32,
}

/// A payment as the provider sees it.
#[table("mobile_money_transactions")]
#[derive(Debug, Clone, PartialEq, Serialize, Queryable, Selectable, Identifiable, Insertable, Associations)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(belongs_to(MobileMoneyAccount, foreign_key = account_id))]
pub struct MobileMoneyTransaction {
    pub id: i32,
    pub account_id: i32,
    pub transaction_type: String,
    pub amount: Money,
    pub fee: Money,
    pub counterparty_phone_number: Option<String>,
    pub external_reference: String,
    pub status: String,
    pub failure_reason: Option<String>,
    pub provider_response: Option<String>,
    pub initiated_by: Option<i32>,
    pub initiated_at: NaiveDateTime,
    pub completed_at: Option<NaiveDateTime>,
    pub created_date: NaiveDateTime,
    pub updated_date: NaiveDateTime,
}

/// A provider's statement, compared with our ledger.
#[table("mobile_money_reconciliations")]
#[derive(Debug, Clone, PartialEq, Serialize, Queryable, Selectable, Identifiable, Insertable, Associations)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(belongs_to(MobileMoneyAccount, foreign_key = account_id))]
pub struct MobileMoneyReconciliation {
    pub id: i32,
    pub account_id: i32,
    pub period_start: NaiveDate,
    pub period_end: NaiveDate,
    pub statement_balance: Money,
    pub ledger_balance: Money,
    #[diesel(skip_insertion)]
    pub difference: Option<Money>,
    pub unmatched_count: i32,
    pub status: String,
    pub reconciled_by: Option<i32>,
    pub reconciled_at: Option<NaiveDateTime>,
    pub notes: Option<String>,
    pub created_date: NaiveDateTime,
    pub updated_date: NaiveDateTime,
}
