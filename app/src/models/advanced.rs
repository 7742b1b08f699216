//! Phase 7: providers, document templates, versions and approvals, and the audit log.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use schema_macro::table;
use serde::Serialize;

use crate::models::core::{Service, User, UserSession};
use crate::models::documents::{Document, DocumentCategory};

/// A company whose services the platform uses.
#[table("service_providers")]
#[derive(Debug, Clone, PartialEq, Serialize, Queryable, Selectable, Identifiable, Insertable, Associations)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(belongs_to(Service))]
pub struct ServiceProvider {
    pub id: i32,
    pub service_id: Option<i32>,
    pub code: String,
    pub name: String,
    pub provider_type: String,
    pub country: Option<String>,
    pub support_contact: Option<String>,
    pub phone_number: Option<String>,
    #[serde(skip_serializing)]
    pub api_base_url: Option<String>,
    #[serde(skip_serializing)]
    pub settings: String,
    pub is_active: bool,
    pub created_date: NaiveDateTime,
    pub updated_date: NaiveDateTime,
}

/// A text with placeholders, in one language.
#[table("document_templates")]
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Identifiable, Insertable, Associations)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(belongs_to(DocumentCategory, foreign_key = category_id))]
pub struct DocumentTemplate {
    pub id: i32,
    pub category_id: i32,
    pub code: String,
    pub language: String,
    pub title: String,
    pub body: String,
    pub placeholders: String,
    pub revision: i32,
    pub is_active: bool,
    pub created_by: Option<i32>,
    pub created_date: NaiveDateTime,
    pub updated_date: NaiveDateTime,
}

/// One of the files that a document has had.
#[table("document_versions")]
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Identifiable, Insertable, Associations)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(belongs_to(Document))]
pub struct DocumentVersion {
    pub id: i32,
    pub document_id: i32,
    pub version_number: i32,
    pub file_url: String,
    pub file_size: i64,
    pub checksum: Option<Vec<u8>>,
    pub change_summary: Option<String>,
    pub uploaded_by: Option<i32>,
    pub created_date: NaiveDateTime,
}

/// A user's decision on a version of a document.
#[table("document_approvals")]
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Identifiable, Insertable, Associations)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(belongs_to(DocumentVersion))]
#[diesel(belongs_to(User, foreign_key = approver_id))]
pub struct DocumentApproval {
    pub id: i32,
    pub document_version_id: i32,
    pub approver_id: i32,
    pub step_number: i16,
    pub decision: String,
    pub decided_at: Option<NaiveDateTime>,
    pub comments: Option<String>,
    pub due_date: Option<NaiveDate>,
    pub created_date: NaiveDateTime,
    pub updated_date: NaiveDateTime,
}

/// Something that someone changed.
#[table("audit_log")]
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Identifiable, Insertable, Associations)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(belongs_to(User))]
#[diesel(belongs_to(UserSession, foreign_key = session_id))]
pub struct AuditLogEntry {
    #[diesel(skip_insertion)]
    pub id: i32,
    pub user_id: Option<i32>,
    pub session_id: Option<String>,
    pub action: String,
    pub table_name: Option<String>,
    pub record_id: Option<i64>,
    pub old_values: Option<String>,
    pub new_values: Option<String>,
    pub ip_address: Option<String>,
    pub user_agent: Option<String>,
    pub created_date: NaiveDateTime,
    pub request_id: Option<String>,
}
