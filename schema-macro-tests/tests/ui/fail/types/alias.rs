//! An alias of a type that does not fit.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

type Amount = f64;

#[table("payments", partial)]
#[derive(Queryable, Selectable)]
pub struct Payment {
    pub id: i64,
    pub amount: Amount,
}

fn main() {}
