//! A key and what it refers to, of one type in SQL and two in Rust.

use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::pg::{Pg, PgValue};
use diesel::prelude::*;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::Integer;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, AsExpression, FromSqlRow)]
#[diesel(sql_type = Integer)]
pub struct MemberId(i32);

impl FromSql<Integer, Pg> for MemberId {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        <i32 as FromSql<Integer, Pg>>::from_sql(value).map(Self)
    }
}

impl ToSql<Integer, Pg> for MemberId {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        ToSql::<Integer, Pg>::to_sql(&self.0, out)
    }
}

#[table("group_members", partial)]
#[derive(Queryable, Selectable, Identifiable)]
pub struct GroupMember {
    pub id: MemberId,
}

#[table("branches", partial)]
#[derive(Queryable, Selectable, Identifiable, Associations)]
#[diesel(belongs_to(GroupMember, foreign_key = opened_by))]
pub struct Branch {
    pub id: i64,
    pub opened_by: i32,
}

fn main() {}
