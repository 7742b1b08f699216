//! Structs for a table of odd names: nothing in a message is more than text.

use diesel::prelude::*;
use schema_macro::{sql_enum, table};

mod schema {
    schema_macro::schema!(except = ["x-y", "twins", "twin_types", "logins"]);
}

/// What nothing is known of.
pub struct Opaque;

#[table("a{b}")]
#[derive(Queryable, Selectable, Insertable)]
pub struct Lacking {
    pub id: i32,
}

#[table("a{b}", partial)]
#[derive(Queryable, Selectable)]
pub struct Mistyped {
    pub a_b: Option<i32>,
    pub _fn_main_: i32,
    pub _txet_31m_: Opaque,
    pub say_hi_: Opaque,
    pub a_b_: Option<i32>,
    pub __x: Option<String>,
    pub r#type: Option<String>,
}

#[table("gone {}")]
#[derive(Queryable)]
pub struct Gone {
    pub id: i32,
}

#[sql_enum("state \u{202e}\"x\" {}")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Open,
    Closed,
}

fn main() {}
