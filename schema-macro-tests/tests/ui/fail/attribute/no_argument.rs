//! No table is named.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table]
#[derive(Queryable, Selectable)]
pub struct GroupMember {
    pub id: i32,
}

fn main() {}
