//! One of two keys to one parent, and a reference to the table itself.

use diesel::debug_query;
use diesel::pg::Pg;
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("group_members", partial)]
#[derive(Queryable, Selectable, Identifiable)]
pub struct GroupMember {
    pub id: i32,
}

#[table("branches", partial)]
#[derive(Queryable, Selectable, Identifiable, Associations)]
#[diesel(belongs_to(GroupMember, foreign_key = closed_by))]
#[diesel(belongs_to(Branch, foreign_key = parent_id))]
pub struct Branch {
    pub id: i64,
    pub parent_id: Option<i64>,
    pub closed_by: Option<i32>,
}

fn main() {
    let parent = Branch { id: 1, parent_id: None, closed_by: None };
    let query = Branch::belonging_to(&parent).select(Branch::as_select());
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert!(sql.contains(r#"WHERE ("branches"."parent_id" = $1)"#), "{sql}");
    let query = Branch::belonging_to(&GroupMember { id: 3 }).select(Branch::as_select());
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert!(sql.contains(r#"WHERE ("branches"."closed_by" = $1)"#), "{sql}");
}
