//! Derives by `cfg_attr` claim what any derives do.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("group_members", partial)]
#[cfg_attr(all(), derive(Queryable, Selectable))]
pub struct GroupMember {
    pub id: i64,
}

fn main() {}
