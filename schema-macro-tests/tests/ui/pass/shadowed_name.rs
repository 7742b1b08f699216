//! A name of Rust's own that is another type in this module: behind `self::` it is the compiler that says what it means.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[allow(dead_code)]
type String = i32;

#[table("group_members", partial)]
#[derive(Queryable, Selectable)]
pub struct MemberGroup {
    pub group_id: self::String,
}

fn main() {
    let new = MemberGroup { group_id: 1 };
    diesel::debug_query::<diesel::pg::Pg, _>(&schema::group_members::table.select(MemberGroup::as_select())).to_string();
    assert_eq!(new.group_id, 1_i32);
}
