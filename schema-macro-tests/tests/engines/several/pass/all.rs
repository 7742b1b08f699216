//! A model that is right for both engines, and goes through both.

use chrono::NaiveDateTime;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use schema_macro::{sql_enum, table};

mod schema {
    schema_macro::schema!();
}

#[sql_enum(column = "members.kind")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Adult,
    Child,
}

#[table("members", partial)]
#[derive(Debug, PartialEq, Queryable, Selectable, Identifiable)]
pub struct Member {
    pub id: i32,
    pub name: String,
    pub level: i16,
    pub points: Option<i64>,
    pub is_active: bool,
    pub kind: Kind,
    pub seen: Option<NaiveDateTime>,
}

#[table("members")]
#[derive(Insertable)]
pub struct NewMember<'a> {
    pub name: &'a str,
    pub points: Option<i64>,
    pub kind: Kind,
    pub seen: Option<NaiveDateTime>,
}

fn main() {
    let mut connection = SqliteConnection::establish(":memory:").expect("SQLite has memory");
    let sql = "CREATE TABLE members (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, NAME TEXT NOT NULL,
        level INTEGER NOT NULL DEFAULT 0, points INTEGER, is_active INTEGER NOT NULL DEFAULT 1, kind TEXT NOT NULL,
        seen TEXT, token TEXT)";
    connection.batch_execute(sql).expect("valid");
    let seen = chrono::NaiveDate::from_ymd_opt(2001, 2, 3).and_then(|day| day.and_hms_opt(4, 5, 6));
    let new = NewMember { name: "Ana", points: Some(i64::MAX), kind: Kind::Child, seen };
    diesel::insert_into(schema::members::table).values(&new).execute(&mut connection).expect("inserted");
    let member = schema::members::table.select(Member::as_select()).first(&mut connection).expect("loaded");
    let name = "Ana".to_owned();
    let wanted = Member { id: 1, name, level: 0, points: Some(i64::MAX), is_active: true, kind: Kind::Child, seen };
    assert_eq!(member, wanted);
}
