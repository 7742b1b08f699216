//! A renamed table, and joins by its foreign key.

use bigdecimal::BigDecimal;
use diesel::debug_query;
use diesel::pg::Pg;
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("member_fines")]
#[derive(Queryable, Selectable, Identifiable)]
pub struct MemberFine {
    pub id: i32,
    pub member_id: i32,
    pub amount: BigDecimal,
    pub reason: Option<String>,
}

fn main() {
    let query = schema::member_fines::table.inner_join(schema::group_members::table).select(MemberFine::as_select());
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert!(sql.contains(r#"("member_fines"."member_id" = "group_members"."id")"#), "{sql}");
}
