//! `Option` of a newtype.

use diesel::debug_query;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::pg::{Pg, PgValue};
use diesel::prelude::*;
use diesel::sql_types::VarChar;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[derive(Debug, FromSqlRow)]
pub struct Phone(pub String);

impl FromSql<VarChar, Pg> for Phone {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        <String as FromSql<VarChar, Pg>>::from_sql(value).map(Self)
    }
}

#[table("group_members", partial)]
#[derive(Queryable, Selectable)]
pub struct GroupMember {
    pub id: i32,
    pub phone_number: Option<Phone>,
}

fn main() {
    let query = schema::group_members::table.select(GroupMember::as_select());
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert_eq!(sql, r#"SELECT "group_members"."id", "group_members"."phone_number" FROM "group_members" -- binds: []"#);
}
