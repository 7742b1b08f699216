//! Money in a float.

use bigdecimal::BigDecimal;
use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("savings_groups")]
#[derive(Queryable, Selectable, Identifiable)]
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
    pub share_value: Option<BigDecimal>,
    pub savings_balance: BigDecimal,
    pub loan_balance: f64,
    pub loan_fund_balance: Option<BigDecimal>,
    pub constitution_document_url: Option<String>,
    pub registration_certificate_url: Option<String>,
    pub is_registered: Option<bool>,
    pub registration_number: Option<String>,
    pub registration_date: Option<NaiveDate>,
}

fn main() {}
