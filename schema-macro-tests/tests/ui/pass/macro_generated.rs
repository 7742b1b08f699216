//! A struct that a macro writes.

use chrono::NaiveDate;
use diesel::debug_query;
use diesel::pg::Pg;
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

macro_rules! member {
    ($name:ident { $($field:ident: $type:ty),* }) => {
        #[table("group_members", partial)]
        #[derive(Queryable, Selectable)]
        pub struct $name {
            $(pub $field: $type),*
        }
    };
}

member!(GroupMember { id: i32, first_name: String, phone_number: Option<String>, joined_date: NaiveDate });

fn main() {
    let query = schema::group_members::table.select(GroupMember::as_select());
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert_eq!(sql, r#"SELECT "group_members"."id", "group_members"."first_name", "group_members"."phone_number", "group_members"."joined_date" FROM "group_members" -- binds: []"#);
}
