//! Tables of another schema, with names that are no words of Rust, and types of two schemas.

use chrono::NaiveDateTime;
use diesel::debug_query;
use diesel::pg::Pg;
use diesel::prelude::*;
use schema_macro::{sql_enum, table};

mod schema {
    schema_macro::schema!();
}

#[sql_enum("auth.role")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Admin,
    Member,
}

#[sql_enum("payment_status")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaymentStatus {
    Pending,
    Settled,
    Failed,
    #[sql_enum(rename = "written-off")]
    WrittenOff,
}

#[table("auth.accounts")]
#[derive(Queryable, Selectable, Identifiable, Insertable, AsChangeset)]
pub struct Account {
    pub id: i32,
    pub member_id: Option<i32>,
    pub email: String,
    pub role: Role,
    pub last_status: Option<PaymentStatus>,
}

#[table("auth.Sign Ins")]
#[derive(Queryable, Selectable, Identifiable, Associations)]
#[diesel(belongs_to(Account))]
pub struct SignIn {
    pub id: i64,
    pub account_id: i32,
    pub type_: String,
    #[diesel(column_name = At_What_Time)]
    pub at: NaiveDateTime,
    #[diesel(column_name = Type)]
    pub kind: Option<i16>,
    pub role: Option<Role>,
    pub type_length: Option<i32>,
}

#[table("auth.Sign Ins")]
#[derive(Insertable)]
pub struct NewSignIn<'a> {
    pub id: i64,
    pub account_id: i32,
    pub type_: &'a str,
    #[diesel(column_name = At_What_Time)]
    pub at: NaiveDateTime,
}

fn main() {
    let account = Account { id: 1, member_id: None, email: "a@b".to_owned(), role: Role::Member, last_status: None };
    let sign_ins = SignIn::belonging_to(&account).select(SignIn::as_select());
    let sql = debug_query::<Pg, _>(&sign_ins).to_string();
    assert_eq!(
        sql,
        r#"SELECT "auth"."Sign Ins"."id", "auth"."Sign Ins"."account_id", "auth"."Sign Ins"."type", "auth"."Sign Ins"."At What Time", "auth"."Sign Ins"."Type", "auth"."Sign Ins"."role", "auth"."Sign Ins"."type_length" FROM "auth"."Sign Ins" WHERE ("auth"."Sign Ins"."account_id" = $1) -- binds: [1]"#
    );
    let update = diesel::update(&account).set(&account);
    let sql = debug_query::<Pg, _>(&update).to_string();
    assert!(sql.starts_with(r#"UPDATE "auth"."accounts" SET"#), "{sql}");
}
