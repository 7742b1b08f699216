//! Several columns have no field, in a struct whose fields are private.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("payments")]
#[derive(Queryable, Selectable)]
pub struct Payment {
    id: i64,
    member_id: i32,
    installment: i16,
}

fn main() {}
