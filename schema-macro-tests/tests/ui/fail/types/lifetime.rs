//! A struct with a lifetime.

use diesel::prelude::*;
use schema_macro::table;
use std::borrow::Cow;

mod schema {
    schema_macro::schema!();
}

#[table("payments", partial)]
#[derive(Queryable, Selectable)]
pub struct Payment<'a> {
    pub id: i64,
    pub type_: Cow<'a, str>,
    pub member_id: Cow<'a, str>,
}

fn main() {}
