//! A child and its parent.

use diesel::debug_query;
use diesel::pg::Pg;
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("savings_groups", partial)]
#[derive(Queryable, Selectable, Identifiable)]
pub struct SavingsGroup {
    pub id: i32,
    pub name: String,
}

#[table("group_members", partial)]
#[derive(Queryable, Selectable, Identifiable, Associations)]
#[diesel(belongs_to(SavingsGroup, foreign_key = group_id))]
pub struct GroupMember {
    pub id: i32,
    pub group_id: i32,
}

fn main() {
    let group = SavingsGroup { id: 1, name: "Twese Hamwe".to_owned() };
    let query = GroupMember::belonging_to(&group).select(GroupMember::as_select());
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert!(sql.ends_with(r#"FROM "group_members" WHERE ("group_members"."group_id" = $1) -- binds: [1]"#), "{sql}");
}
