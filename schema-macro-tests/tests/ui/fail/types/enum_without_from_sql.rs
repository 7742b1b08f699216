//! An enum that says nothing of how it is loaded.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

pub enum PaymentStatus {
    Pending,
    Settled,
}

#[table("payments", partial)]
#[derive(Queryable, Selectable)]
pub struct Payment {
    pub id: i64,
    pub status: PaymentStatus,
}

fn main() {}
