//! Enums for a type and for a check, in rows, inserts and changes.

use diesel::debug_query;
use diesel::pg::Pg;
use diesel::prelude::*;
use schema_macro::{sql_enum, table};

mod schema {
    schema_macro::schema!();
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

#[sql_enum("vote", rename_all = "PascalCase")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vote {
    Yes,
    No,
    #[sql_enum(rename = "Not sure")]
    NotSure,
}

/// The kind of a meeting.
#[sql_enum(column = "meetings.kind")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Regular,
    Special,
    ShareOut,
}

#[table("payments", partial)]
#[derive(Queryable, Selectable)]
pub struct Payment {
    pub status: PaymentStatus,
    pub last_status: Option<PaymentStatus>,
}

#[table("meetings")]
#[derive(Queryable, Selectable, Insertable, AsChangeset)]
pub struct Meeting {
    pub id: i32,
    pub kind: Kind,
    pub place: Option<String>,
    pub vote: Option<Vote>,
}

fn main() {
    let meeting = Meeting { id: 1, kind: Kind::ShareOut, place: None, vote: Some(Vote::NotSure) };
    let query = diesel::insert_into(schema::meetings::table).values(&meeting);
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert!(sql.ends_with("-- binds: [1, ShareOut, NotSure]"), "{sql}");
}
