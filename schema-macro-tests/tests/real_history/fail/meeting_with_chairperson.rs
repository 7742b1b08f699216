//! The models had a chairperson, a secretary and a treasurer; the database has who recorded and who scheduled a meeting.

use bigdecimal::BigDecimal;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("meetings")]
#[derive(Queryable, Selectable, Identifiable)]
pub struct Meeting {
    pub id: i32,
    pub group_id: i32,
    pub meeting_number: i32,
    pub meeting_date: NaiveDate,
    pub meeting_time: Option<NaiveTime>,
    pub meeting_type: String,
    pub status: String,
    pub location: Option<String>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub secretary_id: Option<i32>,
    pub treasurer_id: Option<i32>,
    pub chairperson_id: Option<i32>,
    pub agenda: Option<String>,
    pub decisions_made: Option<String>,
    pub action_items: Option<String>,
    pub total_members: i32,
    pub members_present: i32,
    pub quorum_met: Option<bool>,
    pub total_savings_collected: BigDecimal,
    pub total_fines_collected: BigDecimal,
    pub created_date: NaiveDateTime,
    pub updated_date: NaiveDateTime,
    pub total_loan_repayments: BigDecimal,
    pub minutes: Option<String>,
}

fn main() {}
