//! An array whose elements do not fit.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

type Label = Option<i32>;

#[table("payments", partial)]
#[derive(Queryable, Selectable)]
pub struct Payment {
    pub id: i64,
    pub labels: Vec<Label>,
}

fn main() {}
