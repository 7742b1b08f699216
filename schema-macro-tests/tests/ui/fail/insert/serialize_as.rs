//! What is stored is of another type than the field, and does not fit.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

pub struct Francs(pub i64);

impl From<Francs> for f64 {
    fn from(francs: Francs) -> Self {
        francs.0 as f64
    }
}

#[table("member_fines")]
#[derive(Insertable)]
pub struct NewFine {
    pub member_id: i32,
    #[diesel(serialize_as = f64)]
    pub amount: Francs,
}

fn main() {}
