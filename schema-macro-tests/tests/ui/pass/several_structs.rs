//! Several structs for one table, in several modules, with one name.

use diesel::debug_query;
use diesel::pg::Pg;
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

pub mod lists {
    use diesel::prelude::*;
    use schema_macro::table;

    /// What a list shows.
    #[table("group_members", partial)]
    #[derive(Debug, Queryable, Selectable)]
    pub(crate) struct GroupMember {
        pub(crate) id: i32,
        pub(super) first_name: String,
    }
}

#[table("group_members", partial)]
#[derive(Queryable, Selectable)]
pub struct GroupMember {
    pub id: i32,
    pub last_name: String,
}

fn main() {
    let query = schema::group_members::table.select((lists::GroupMember::as_select(), GroupMember::as_select()));
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert_eq!(sql, r#"SELECT "group_members"."id", "group_members"."first_name", "group_members"."id", "group_members"."last_name" FROM "group_members" -- binds: []"#);
}
