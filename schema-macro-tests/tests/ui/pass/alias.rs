//! Aliases, of a type and of an `Option`.

use bigdecimal::BigDecimal;
use chrono::NaiveTime;
use diesel::debug_query;
use diesel::pg::Pg;
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

type Amount = BigDecimal;
type Maybe<T> = Option<T>;
type Phone = Option<String>;

#[table("payments", partial)]
#[derive(Queryable, Selectable)]
pub struct Payment {
    pub amount: Amount,
    pub paid_at: Maybe<NaiveTime>,
}

#[table("group_members", partial)]
#[derive(Queryable, Selectable)]
pub struct GroupMember {
    pub phone_number: Phone,
}

fn main() {
    let query = schema::payments::table.select(Payment::as_select());
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert_eq!(sql, r#"SELECT "payments"."amount", "payments"."paid_at" FROM "payments" -- binds: []"#);
    let query = schema::group_members::table.select(GroupMember::as_select());
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert_eq!(sql, r#"SELECT "group_members"."phone_number" FROM "group_members" -- binds: []"#);
}
