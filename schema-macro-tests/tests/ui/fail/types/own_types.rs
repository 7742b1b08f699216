//! A type of Rust's own that does not fit, for a column of every kind.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("payments", partial)]
#[derive(Queryable, Selectable)]
pub struct Payment {
    pub id: i32,
    pub member_id: u32,
    pub type_: Vec<u8>,
    pub match_: Option<bool>,
    pub amount: i64,
    pub fee: f32,
    pub total: String,
    pub installment: i32,
    pub is_reversed: i16,
    pub rate: Option<f32>,
    pub paid_on: String,
    pub paid_at: Option<String>,
    pub received_at: i64,
    pub settled_at: Option<String>,
    pub reference: String,
    pub payload: Option<String>,
    pub receipt: Option<String>,
    pub labels: String,
    pub sent_from: Option<String>,
}

fn main() {}
