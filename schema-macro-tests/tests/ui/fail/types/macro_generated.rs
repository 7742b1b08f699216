//! A struct that a macro writes, with a type that does not fit.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

macro_rules! payment {
    ($name:ident, $amount:ty) => {
        #[table("payments", partial)]
        #[derive(Queryable, Selectable)]
        pub struct $name {
            pub id: i64,
            pub amount: $amount,
        }
    };
}

payment!(Payment, f64);

fn main() {}
