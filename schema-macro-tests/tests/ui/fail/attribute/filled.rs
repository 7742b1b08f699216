//! Columns that are said to be filled by a trigger, and are not there or need no value; and lists that are none.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("savings_groups", filled = ["group_cod", "founded", "id"])]
#[derive(Insertable)]
pub struct NewSavingsGroup<'a> {
    pub name: &'a str,
    pub group_code: &'a str,
    pub district: &'a str,
}

#[table("savings_groups", filled = "group_code")]
#[derive(Insertable)]
pub struct OtherSavingsGroup<'a> {
    pub name: &'a str,
}

fn main() {}
