//! Models of SQLite's tables, whose names have no case, loaded and stored by SQLite itself.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use schema_macro::{sql_enum, table};

mod schema {
    schema_macro::schema!(require_models, only = ["Members", "visits"]);
}

mod all {
    schema_macro::schema!(except = ["places"]);
}

#[sql_enum(column = "members.kind")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Adult,
    Child,
}

#[table("members")]
#[derive(Debug, PartialEq, Queryable, Selectable, Identifiable)]
pub struct Member {
    #[diesel(column_name = Id)]
    pub id: i32,
    pub name: String,
    pub is_active: bool,
    pub level: Option<i16>,
    pub points: i64,
    pub weight: Option<f32>,
    pub height: Option<f64>,
    pub photo: Option<Vec<u8>>,
    pub kind: Kind,
    pub born: Option<NaiveDate>,
    pub seen: Option<NaiveDateTime>,
    pub name_length: Option<i32>,
}

#[table("Members")]
#[derive(Insertable, AsChangeset)]
pub struct NewMember<'a> {
    pub name: &'a str,
    pub level: Option<i16>,
    pub photo: Option<&'a [u8]>,
    pub kind: Kind,
    pub born: Option<NaiveDate>,
}

#[table("visits")]
#[derive(Queryable, Selectable, Identifiable, Insertable, Associations)]
#[diesel(belongs_to(Member))]
pub struct Visit {
    pub member_id: i32,
    pub day: NaiveDate,
    pub note: Option<String>,
}

#[table("adults", schema = crate::all)]
#[derive(Queryable, Selectable)]
pub struct Adult {
    #[diesel(column_name = Id)]
    pub id: Option<i32>,
    pub name: Option<String>,
}

// Its row id is the key, which needs no field.
#[table("log", schema = crate::all)]
#[derive(Queryable, Selectable, Insertable)]
pub struct Line {
    pub line: Option<String>,
}

/// The migrations of the schema.
const SQL: &str = r#"
CREATE TABLE Members (
    Id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    level SMALLINT,
    points BIGINT NOT NULL DEFAULT 0,
    weight REAL,
    height DOUBLE,
    photo BLOB,
    kind VARCHAR(10) NOT NULL CHECK (kind IN ('adult', 'child')),
    born DATE,
    seen TIMESTAMP,
    name_length INTEGER GENERATED ALWAYS AS (length(name))
);

CREATE TABLE visits (
    member_id INTEGER NOT NULL REFERENCES members (id),
    day DATE NOT NULL,
    note TEXT,
    PRIMARY KEY (member_id, day)
) WITHOUT ROWID;

CREATE VIEW adults AS SELECT Id, name FROM Members WHERE kind = 'adult';

CREATE TABLE log (line TEXT);
"#;

fn main() {
    let mut connection = SqliteConnection::establish(":memory:").expect("SQLite has memory");
    connection.batch_execute(SQL).expect("valid");
    let born = NaiveDate::from_ymd_opt(2001, 2, 3);
    let new = NewMember { name: "Ana", level: Some(3), photo: Some(&[1, 2]), kind: Kind::Child, born };
    diesel::insert_into(schema::Members::table).values(&new).execute(&mut connection).expect("inserted");
    let member = schema::Members::table.select(Member::as_select()).first(&mut connection).expect("loaded");
    assert_eq!(
        member,
        Member {
            id: 1,
            name: "Ana".to_owned(),
            is_active: true,
            level: Some(3),
            points: 0,
            weight: None,
            height: None,
            photo: Some(vec![1, 2]),
            kind: Kind::Child,
            born,
            seen: None,
            name_length: Some(3),
        }
    );
    let line = Line { line: Some("a line".to_owned()) };
    diesel::insert_into(all::log::table).values(&line).execute(&mut connection).expect("inserted");
    let line = all::log::table.select(Line::as_select()).first(&mut connection).expect("loaded");
    assert_eq!(line.line.as_deref(), Some("a line"));
    let adults = all::adults::table.select(Adult::as_select()).load(&mut connection).expect("loaded");
    assert!(adults.is_empty());
    // Tables in one query: joined, and one inside a subquery.
    let of_member = schema::visits::member_id.eq(schema::Members::Id);
    let visits = schema::Members::table.left_join(schema::visits::table.on(of_member));
    let visits = visits.select((schema::Members::name, schema::visits::day.nullable()));
    assert_eq!(visits.load::<(String, Option<NaiveDate>)>(&mut connection).expect("loaded"), [("Ana".to_owned(), None)]);
    let visit = diesel::dsl::exists(schema::visits::table.filter(of_member));
    let visitors = schema::Members::table.filter(visit).count();
    assert_eq!(visitors.get_result::<i64>(&mut connection).expect("counted"), 0);
}
