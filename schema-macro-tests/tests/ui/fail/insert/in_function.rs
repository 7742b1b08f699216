//! A struct within a function.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

pub fn insert() {
    #[table("member_fines")]
    #[derive(Insertable, AsChangeset)]
    struct NewFine {
        member_id: i64,
        amount: f64,
    }
}

fn main() {}
