//! A newtype that Diesel can't load.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

pub struct Amount(pub i64);

#[table("payments", partial)]
#[derive(Queryable, Selectable)]
pub struct Payment {
    pub id: i64,
    pub amount: Amount,
}

fn main() {}
