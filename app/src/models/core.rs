//! Phase 0: who signs in, what they may do, and what they are told.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use schema_macro::table;
use serde::Serialize;

use crate::models::savings::SavingsGroup;

/// Someone of the staff or a field agent, who signs in.
#[table("users")]
#[derive(Debug, Clone, PartialEq, Serialize, Queryable, Selectable, Identifiable, Insertable)]
#[diesel(treat_none_as_default_value = false)]
pub struct User {
    pub id: i32,
    pub username: String,
    pub email: String,
    pub phone_number: Option<String>,
    /// Nobody's business outside of the program.
    #[serde(skip_serializing)]
    pub password_hash: String,
    pub role: String,
    pub preferred_language: String,
    pub is_active: bool,
    pub failed_login_count: i16,
    pub last_login_at: Option<NaiveDateTime>,
    pub created_date: NaiveDateTime,
    pub updated_date: NaiveDateTime,
    pub first_name: String,
    pub last_name: String,
    pub must_change_password: bool,
}

/// A signed-in device, until it expires or is revoked.
#[table("user_sessions")]
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Identifiable, Insertable, Associations)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(belongs_to(User))]
pub struct UserSession {
    pub id: String,
    pub user_id: i32,
    pub token_hash: Vec<u8>,
    pub ip_address: Option<String>,
    pub user_agent: Option<String>,
    pub last_seen_at: Option<NaiveDateTime>,
    pub expires_at: NaiveDateTime,
    pub revoked_at: Option<NaiveDateTime>,
    pub created_date: NaiveDateTime,
    pub updated_date: NaiveDateTime,
}

/// A part of the platform that is switched on and granted by itself.
#[table("services")]
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Identifiable, Insertable)]
#[diesel(treat_none_as_default_value = false)]
pub struct Service {
    pub id: i32,
    pub code: String,
    pub name: String,
    pub description: Option<String>,
    pub category: String,
    pub support_contact: Option<String>,
    pub base_url: Option<String>,
    pub settings: String,
    pub display_order: Option<i16>,
    pub is_active: bool,
    pub created_date: NaiveDateTime,
    pub updated_date: NaiveDateTime,
}

/// One thing that a service lets a user do.
#[table("permissions")]
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Identifiable, Insertable, Associations)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(belongs_to(Service))]
pub struct Permission {
    pub id: i32,
    pub service_id: i32,
    pub code: String,
    pub name: String,
    pub description: Option<String>,
    pub is_sensitive: bool,
    pub created_date: NaiveDateTime,
    pub updated_date: NaiveDateTime,
}

/// A permission that a user holds.
#[table("user_permissions")]
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Identifiable, Insertable, Associations)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(belongs_to(User))]
#[diesel(belongs_to(Permission))]
pub struct UserPermission {
    pub user_id: i32,
    pub permission_id: i32,
    pub granted_by: Option<i32>,
    pub expires_on: Option<NaiveDate>,
    pub created_date: NaiveDateTime,
    pub updated_date: NaiveDateTime,
}

/// A message to a user, on one channel.
#[table("notifications")]
#[derive(Debug, Clone, PartialEq, Serialize, Queryable, Selectable, Identifiable, Insertable, Associations)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(belongs_to(User))]
#[diesel(belongs_to(SavingsGroup, foreign_key = group_id))]
pub struct Notification {
    pub id: i32,
    pub user_id: i32,
    pub notification_type: String,
    pub channel: String,
    pub title: String,
    pub body: String,
    pub payload: Option<String>,
    pub is_read: bool,
    pub sent_at: Option<NaiveDateTime>,
    pub read_at: Option<NaiveDateTime>,
    pub created_date: NaiveDateTime,
    pub updated_date: NaiveDateTime,
    pub group_id: Option<i32>,
}
