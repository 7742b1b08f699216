//! An alias of a type without `Option`, for a column that may be NULL.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

type Rate = f64;

#[table("payments", partial)]
#[derive(Queryable, Selectable)]
pub struct Payment {
    pub id: i64,
    pub rate: Rate,
}

fn main() {}
