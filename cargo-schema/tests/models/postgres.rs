// warning: /postgres.sql:43:14: the table `no_key` is left out: Diesel needs a primary key, and it has none
// help: give it one, or leave it out without a warning: --except no_key
// warning: /postgres.sql:44:14: the table `only_words` is left out: Diesel has no Rust type for any of its columns
// help: name Rust types for them in schema.toml: [models] types = { "table.column" = "crate::Type" }, or leave it out without a warning: --except only_words
// note: the models need Diesel with the features `chrono`, `numeric`, `serde_json`, `uuid`
// note: the models need the crates `bigdecimal`, `chrono`, `serde_json`, `uuid`
// What stands between the lines `// hand-written: begin` and `// hand-written: end` is kept; all else is written anew.
// Needs Diesel with the features `chrono`, `numeric`, `serde_json`, `uuid`.
// Needs the crates `bigdecimal`, `chrono`, `serde_json`, `uuid`.

use bigdecimal::BigDecimal;
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use schema_macro::{sql_enum, table};
use serde_json::Value;
use std::ops::Bound;
use uuid::Uuid;

/// The type `auth.level`.
#[sql_enum("auth.level", rename_all = "SCREAMING_SNAKE_CASE")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Level {
    ReadOnly,
    ReadWrite,
}

/// A row of the table `auth.people`.
#[table("auth.people")]
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Identifiable, Associations)]
#[diesel(belongs_to(Person, foreign_key = person_id))]
pub struct AuthPerson {
    pub person_id: i64,
    pub number: i16,
    pub levels: Vec<Option<Level>>,
}

/// What is inserted into the table `auth.people`; `None` is a column's default.
#[table("auth.people")]
#[derive(Debug, Clone, PartialEq, Insertable)]
pub struct NewAuthPerson {
    pub person_id: i64,
    pub number: i16,
    pub levels: Vec<Option<Level>>,
}

/// Changes of a row of the table `auth.people`; `None` leaves a column as it is.
#[table("auth.people")]
#[derive(Debug, Clone, PartialEq, Default, AsChangeset)]
pub struct AuthPersonChanges {
    pub levels: Option<Vec<Option<Level>>>,
}

/// A row of the view `group_names`.
#[table("group_names")]
#[derive(Debug, Clone, PartialEq, Queryable, Selectable)]
pub struct GroupName {
    pub id: Option<i32>,
    pub name: Option<String>,
}

/// A row of the table `options`.
// Without `vector`: Diesel has no Rust type for `POINT`. One can be named in schema.toml, in `types` of [models].
// Nothing to insert: `vector` needs a value.
#[table("options", partial)]
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Identifiable)]
pub struct Options {
    pub id: i32,
    pub weight: Option<f64>,
}

/// Changes of a row of the table `options`; `None` leaves a column as it is.
#[table("options")]
#[derive(Debug, Clone, PartialEq, Default, AsChangeset)]
pub struct OptionsChanges {
    pub weight: Option<Option<f64>>,
}

/// The type `member_role`.
#[sql_enum("member_role")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MemberRole {
    Chair,
    Treasurer,
    #[sql_enum(rename = "Secretary of Group")]
    SecretaryOfGroup,
    #[sql_enum(rename = "2nd")]
    V2nd,
}

/// What the column `people.currency` can be.
#[sql_enum(column = "people.currency", rename_all = "SCREAMING_SNAKE_CASE")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PersonCurrency {
    Ugx,
    Usd,
}

/// A row of the table `people`.
// Without `search`: Diesel has no Rust type for `TSVECTOR`. One can be named in schema.toml, in `types` of [models].
// `former_group_id` refers to `savings_groups`, as `group_id` does: Diesel has one `belongs_to` for each parent.
#[table("people", partial)]
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Identifiable, Associations)]
#[diesel(belongs_to(SavingsGroup, foreign_key = group_id))]
pub struct Person {
    pub person_id: i64,
    pub group_id: i32,
    pub former_group_id: Option<i32>,
    pub role: Option<MemberRole>,
    pub roles: Vec<Option<MemberRole>>,
    pub former_role: MemberRole,
    pub level: Level,
    pub currency: PersonCurrency,
    pub padded: String,
    pub shares: BigDecimal,
    pub total: Option<BigDecimal>,
    pub notes: Option<Vec<Option<String>>>,
    pub details: Option<Value>,
    pub badge: Uuid,
    pub absent: Option<(Bound<NaiveDate>, Bound<NaiveDate>)>,
}

/// What is inserted into the table `people`; `None` is a column's default.
#[table("people")]
#[derive(Debug, Clone, PartialEq, Insertable)]
pub struct NewPerson {
    pub group_id: i32,
    pub former_group_id: Option<i32>,
    pub role: Option<MemberRole>,
    pub roles: Option<Vec<Option<MemberRole>>>,
    pub former_role: MemberRole,
    pub level: Option<Level>,
    pub currency: PersonCurrency,
    pub padded: String,
    pub shares: BigDecimal,
    pub notes: Option<Vec<Option<String>>>,
    pub details: Option<Value>,
    pub badge: Uuid,
    pub absent: Option<(Bound<NaiveDate>, Bound<NaiveDate>)>,
}

/// Changes of a row of the table `people`; `None` leaves a column as it is.
#[table("people")]
#[derive(Debug, Clone, PartialEq, Default, AsChangeset)]
pub struct PersonChanges {
    pub group_id: Option<i32>,
    pub former_group_id: Option<Option<i32>>,
    pub role: Option<Option<MemberRole>>,
    pub roles: Option<Vec<Option<MemberRole>>>,
    pub former_role: Option<MemberRole>,
    pub level: Option<Level>,
    pub currency: Option<PersonCurrency>,
    pub padded: Option<String>,
    pub shares: Option<BigDecimal>,
    pub notes: Option<Option<Vec<Option<String>>>>,
    pub details: Option<Option<Value>>,
    pub badge: Option<Uuid>,
    pub absent: Option<Option<(Bound<NaiveDate>, Bound<NaiveDate>)>>,
}

/// What the column `savings_groups.type` can be.
#[sql_enum(column = "savings_groups.type")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SavingsGroupType {
    Village,
    School,
}

/// People who save together.
///
/// Not a '''code block'''.
#[table("savings_groups")]
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Identifiable, Associations)]
#[diesel(belongs_to(SavingsGroup, foreign_key = parent_id))]
pub struct SavingsGroup {
    pub id: i32,
    pub name: String,
    pub parent_id: Option<i32>,
    /// Where they meet.
    pub type_: SavingsGroupType,
    #[diesel(column_name = createdAt)]
    pub created_at: DateTime<Utc>,
}

/// What is inserted into the table `savings_groups`; `None` is a column's default.
#[table("savings_groups")]
#[derive(Debug, Clone, PartialEq, Insertable)]
pub struct NewSavingsGroup {
    pub name: String,
    pub parent_id: Option<i32>,
    /// Where they meet.
    pub type_: Option<SavingsGroupType>,
    #[diesel(column_name = createdAt)]
    pub created_at: Option<DateTime<Utc>>,
}

/// Changes of a row of the table `savings_groups`; `None` leaves a column as it is.
#[table("savings_groups")]
#[derive(Debug, Clone, PartialEq, Default, AsChangeset)]
pub struct SavingsGroupChanges {
    pub name: Option<String>,
    pub parent_id: Option<Option<i32>>,
    /// Where they meet.
    pub type_: Option<SavingsGroupType>,
    #[diesel(column_name = createdAt)]
    pub created_at: Option<DateTime<Utc>>,
}
