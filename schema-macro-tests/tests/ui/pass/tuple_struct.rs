//! Tuple structs: by position, and by the columns that the fields say.

use bigdecimal::BigDecimal;
use diesel::debug_query;
use diesel::pg::Pg;
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("member_fines")]
#[derive(Queryable)]
pub struct ByPosition(pub i32, pub i32, pub BigDecimal, pub Option<String>);

#[table("member_fines", partial)]
#[derive(Queryable, Selectable)]
pub struct ByName(#[diesel(column_name = amount)] pub BigDecimal, #[diesel(column_name = id)] pub i32);

fn main() {
    let query = schema::member_fines::table.select(ByName::as_select());
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert_eq!(sql, r#"SELECT "member_fines"."amount", "member_fines"."id" FROM "member_fines" -- binds: []"#);
}
