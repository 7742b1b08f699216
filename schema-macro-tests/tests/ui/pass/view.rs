//! Views are declared, and loaded as tables are.

use diesel::debug_query;
use diesel::pg::Pg;
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("present_members")]
#[derive(Queryable, Selectable)]
pub struct PresentMember {
    pub member_id: Option<i32>,
    pub meetings: Option<i64>,
}

#[table("member_names")]
#[derive(Queryable, Selectable)]
pub struct MemberName {
    // Where the program knows better than the engine.
    #[diesel(select_expression = schema::member_names::id.assume_not_null())]
    pub id: i32,
    pub first_name: Option<String>,
}

#[table("auth.admins", partial)]
#[derive(HasQuery)]
pub struct Admin {
    pub email: Option<String>,
}

fn main() {
    use schema::member_names::dsl;
    let query = dsl::member_names.filter(dsl::first_name.eq("Alice")).select(MemberName::as_select());
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert_eq!(
        sql,
        r#"SELECT "member_names"."id", "member_names"."first_name" FROM "member_names" WHERE ("member_names"."first_name" = $1) -- binds: ["Alice"]"#
    );
    let sql = debug_query::<Pg, _>(&Admin::query()).to_string();
    assert_eq!(sql, r#"SELECT "auth"."admins"."email" FROM "auth"."admins" -- binds: []"#);
}
