//! A type that only Diesel's traits know, for a column of every kind.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

pub struct Unloadable;

#[table("payments", partial)]
#[derive(Queryable, Selectable)]
pub struct Payment {
    pub id: Unloadable,
    pub member_id: Unloadable,
    pub type_: Unloadable,
    pub match_: Option<Unloadable>,
    pub amount: Unloadable,
    pub fee: Unloadable,
    pub total: Unloadable,
    pub installment: Unloadable,
    pub is_reversed: Unloadable,
    pub rate: Option<Unloadable>,
    pub status: Unloadable,
    pub last_status: Option<Unloadable>,
    pub paid_on: Unloadable,
    pub paid_at: Option<Unloadable>,
    pub received_at: Unloadable,
    pub settled_at: Option<Unloadable>,
    pub reference: Unloadable,
    pub payload: Option<Unloadable>,
    pub receipt: Option<Unloadable>,
    pub labels: Unloadable,
    pub sent_from: Option<Unloadable>,
}

fn main() {}
