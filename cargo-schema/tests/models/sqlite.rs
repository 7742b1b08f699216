// note: the models need Diesel with the features `chrono`
// note: the models need the crates `chrono`
// What stands between the lines `// hand-written: begin` and `// hand-written: end` is kept; all else is written anew.
// Needs Diesel with the features `chrono`.
// Needs the crates `chrono`.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use schema_macro::{sql_enum, table};

/// What the column `accounts.kind` can be.
#[sql_enum(column = "accounts.kind")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AccountKind {
    Cash,
    Bank,
}

/// A row of the table `accounts`.
#[table("accounts")]
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Identifiable)]
pub struct Account {
    pub id: i32,
    pub owner: String,
    pub kind: AccountKind,
    pub opened: NaiveDate,
    pub balance: f64,
    pub doubled: Option<f64>,
    pub note: Option<String>,
}

/// What is inserted into the table `accounts`; `None` is a column's default.
#[table("accounts")]
#[derive(Debug, Clone, PartialEq, Insertable)]
pub struct NewAccount {
    pub owner: String,
    pub kind: Option<AccountKind>,
    pub opened: NaiveDate,
    pub balance: Option<f64>,
    pub note: Option<String>,
}

/// Changes of a row of the table `accounts`; `None` leaves a column as it is.
#[table("accounts")]
#[derive(Debug, Clone, PartialEq, Default, AsChangeset)]
pub struct AccountChanges {
    pub owner: Option<String>,
    pub kind: Option<AccountKind>,
    pub opened: Option<NaiveDate>,
    pub balance: Option<f64>,
    pub note: Option<Option<String>>,
}

/// A row of the view `balances`.
#[table("balances")]
#[derive(Debug, Clone, PartialEq, Queryable, Selectable)]
pub struct Balance {
    pub owner: Option<String>,
    pub balance: Option<f64>,
}

/// A row of the table `codes`.
#[table("codes")]
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Identifiable, Associations)]
#[diesel(belongs_to(Code, foreign_key = parent))]
pub struct Code {
    pub code: Option<String>,
    pub parent: Option<String>,
}

/// What is inserted into the table `codes`; `None` is a column's default.
#[table("codes")]
#[derive(Debug, Clone, PartialEq, Insertable)]
pub struct NewCode {
    pub code: Option<String>,
    pub parent: Option<String>,
}

/// Changes of a row of the table `codes`; `None` leaves a column as it is.
#[table("codes")]
#[derive(Debug, Clone, PartialEq, Default, AsChangeset)]
pub struct CodeChanges {
    pub parent: Option<Option<String>>,
}

/// A row of the table `log`.
#[table("log")]
#[derive(Debug, Clone, PartialEq, Queryable, Selectable)]
pub struct Log {
    pub line: String,
    pub payload: Option<Vec<u8>>,
}

/// What is inserted into the table `log`; `None` is a column's default.
#[table("log")]
#[derive(Debug, Clone, PartialEq, Insertable)]
pub struct NewLog {
    pub line: String,
    pub payload: Option<Vec<u8>>,
}

/// A row of the table `transfers`.
// `to_id` refers to `accounts`, as `from_id` does: Diesel has one `belongs_to` for each parent.
#[table("transfers")]
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Identifiable, Associations)]
#[diesel(belongs_to(Account, foreign_key = from_id))]
pub struct Transfer {
    pub from_id: i32,
    pub to_id: i32,
    pub number: i16,
    pub amount: f64,
    pub at: Option<NaiveDateTime>,
}

/// What is inserted into the table `transfers`; `None` is a column's default.
#[table("transfers")]
#[derive(Debug, Clone, PartialEq, Insertable)]
pub struct NewTransfer {
    pub from_id: i32,
    pub to_id: i32,
    pub number: i16,
    pub amount: f64,
    pub at: Option<NaiveDateTime>,
}

/// Changes of a row of the table `transfers`; `None` leaves a column as it is.
#[table("transfers")]
#[derive(Debug, Clone, PartialEq, Default, AsChangeset)]
pub struct TransferChanges {
    pub amount: Option<f64>,
    pub at: Option<Option<NaiveDateTime>>,
}
