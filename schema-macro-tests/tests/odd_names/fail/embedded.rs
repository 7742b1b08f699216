//! Columns of odd names that have a field neither in the struct nor in the one that it embeds.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!(except = ["x-y", "twins", "twin_types", "logins"]);
}

#[table("a{b}", embedded)]
#[derive(Queryable, Selectable)]
pub struct Part {
    pub id: i32,
}

#[table("a{b}")]
#[derive(Queryable, Selectable)]
pub struct Whole {
    #[diesel(embed)]
    pub part: Part,
}

fn main() {}
