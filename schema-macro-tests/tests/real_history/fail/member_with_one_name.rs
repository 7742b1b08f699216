//! A member's name was split in two.

use bigdecimal::BigDecimal;
use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("group_members")]
#[derive(Queryable, Selectable, Identifiable)]
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
    pub name: String,
    pub share_balance: BigDecimal,
    pub total_contributions: BigDecimal,
    pub is_eligible_for_loans: bool,
    pub attendance_percentage: Option<BigDecimal>,
    pub total_points: i32,
}

fn main() {}
