//! Columns that a trigger fills need no value of an insert.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("savings_groups", filled = ["group_code", "district"])]
#[derive(Insertable)]
pub struct NewSavingsGroup<'a> {
    pub name: &'a str,
    pub district: Option<&'a str>,
}

fn main() {}
