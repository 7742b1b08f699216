//! A table that is declared beside the struct: twice said, in a module as well, of another name, not like the struct.

use diesel::prelude::*;
use schema_macro::table;

#[table("group_members", declare, declare, partial)]
#[derive(Queryable, Selectable)]
pub struct Twice {
    pub id: i32,
}

#[table("group_members", schema = crate::schema, declare, partial)]
#[derive(Queryable, Selectable)]
pub struct Both {
    pub id: i32,
}

#[table("group_member", declare, partial)]
#[derive(Queryable, Selectable)]
pub struct Unknown {
    pub id: i32,
}

#[table("group_members", declare, partial)]
#[derive(Queryable, Selectable)]
pub struct Other {
    pub id: i64,
}

fn main() {}
