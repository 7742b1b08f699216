//! Models of MariaDB's tables: numbers without a sign, and enums, each a type of its column's own.

use bigdecimal::BigDecimal;
use chrono::{NaiveDate, NaiveDateTime};
use diesel::debug_query;
use diesel::mysql::Mysql;
use diesel::prelude::*;
use schema_macro::{sql_enum, table};

mod schema {
    schema_macro::schema!();
}

#[sql_enum(column = "members.kind")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Adult,
    Child,
}

#[sql_enum(column = "visits.kind")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VisitKind {
    Short,
    Long,
}

#[table("members", partial)]
#[derive(Queryable, Selectable, Identifiable)]
pub struct Member {
    pub id: u32,
    #[diesel(column_name = Name)]
    pub name: String,
    pub is_active: bool,
    pub level: Option<i8>,
    pub age: Option<u8>,
    pub points: i64,
    pub weight: Option<f32>,
    pub height: Option<f64>,
    pub photo: Option<Vec<u8>>,
    pub kind: Kind,
    pub born: Option<NaiveDate>,
    pub seen: Option<NaiveDateTime>,
    pub balance: BigDecimal,
}

#[table("members")]
#[derive(Insertable)]
pub struct NewMember<'a> {
    #[diesel(column_name = Name)]
    pub name: &'a str,
    pub kind: Kind,
    pub balance: &'a BigDecimal,
}

#[table("visits")]
#[derive(Queryable, Selectable, Identifiable, Insertable, Associations)]
#[diesel(belongs_to(Member))]
pub struct Visit {
    pub member_id: u32,
    pub day: NaiveDate,
    pub note: Option<String>,
    pub kind: Option<VisitKind>,
}

fn main() {
    let query = schema::visits::table.select(Visit::as_select()).filter(schema::visits::kind.eq(VisitKind::Long));
    let sql = debug_query::<Mysql, _>(&query).to_string();
    assert!(sql.starts_with("SELECT `visits`.`member_id`, `visits`.`day`, `visits`.`note`, `visits`.`kind` FROM"), "{sql}");
}
