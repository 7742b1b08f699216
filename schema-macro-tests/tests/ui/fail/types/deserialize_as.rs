//! What is loaded is the type of `deserialize_as`.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

pub struct Cents(i64);

impl From<i64> for Cents {
    fn from(cents: i64) -> Self {
        Self(cents)
    }
}

#[table("payments", partial)]
#[derive(Queryable, Selectable)]
pub struct Payment {
    pub id: i64,
    #[diesel(deserialize_as = i64)]
    pub amount: Cents,
}

fn main() {}
