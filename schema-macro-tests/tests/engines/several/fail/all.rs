//! What is right for one engine and wrong for the other.

use diesel::prelude::*;
use schema_macro::{sql_enum, table};

mod schema {
    schema_macro::schema!();
}

#[sql_enum(column = "visits.kind")]
#[derive(Debug, Clone, Copy)]
pub enum VisitKind {
    Short,
    Long,
}

// A column that may be NULL in one of them, one that only one has, another key.
#[table("visits")]
#[derive(Queryable, Selectable, Identifiable)]
pub struct Visit {
    pub id: i32,
    pub place: String,
    pub note: Option<String>,
    pub kind: Option<String>,
}

#[table("visits")]
#[derive(Insertable)]
pub struct NewVisit {
    pub id: i32,
    pub place: String,
    pub note: Option<String>,
}

// What is wrong for both is said once.
#[table("members", partial)]
#[derive(Queryable, Selectable)]
pub struct Member {
    pub id: i64,
}

// Diesel loads no UUID from SQLite.
#[table("members", partial)]
#[derive(Queryable, Selectable)]
pub struct Token {
    pub token: Option<uuid::Uuid>,
}

#[sql_enum("mood")]
#[derive(Debug, Clone, Copy)]
pub enum Mood {
    Good,
    Bad,
}

type MaybeMoney = Option<bigdecimal::BigDecimal>;

// Cents in the column of one: Diesel would take them for whole francs. No text is JSONB, no time a number. A NULL that only
// one engine knows, for a type that is not known by its name.
#[table("ledgers")]
#[derive(Queryable, Selectable)]
pub struct Ledger {
    pub id: i32,
    pub balance: bigdecimal::BigDecimal,
    pub credit: MaybeMoney,
    pub settings: serde_json::Value,
    pub mood: Mood,
    pub opened: chrono::NaiveDateTime,
}

#[table("ledgers")]
#[derive(Insertable)]
pub struct NewLedger<'a> {
    pub balance: &'a bigdecimal::BigDecimal,
    pub credit: MaybeMoney,
    pub settings: serde_json::Value,
    pub mood: Mood,
    pub opened: chrono::NaiveDateTime,
}

#[table("fines")]
#[derive(Queryable, Selectable)]
pub struct Fine {
    pub id: i32,
    pub reason: String,
}

fn main() {}
