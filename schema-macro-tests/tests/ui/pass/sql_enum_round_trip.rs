//! Enums stored in PostgreSQL and loaded again, and a label that the program does not know.

use std::env;
use std::error::Error;

use diesel::prelude::*;
use schema_macro::{sql_enum, table};

mod schema {
    schema_macro::schema!();
}

#[sql_enum("vote", rename_all = "PascalCase")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vote {
    Yes,
    No,
    #[sql_enum(rename = "Not sure")]
    NotSure,
}

#[sql_enum(column = "meetings.kind")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Regular,
    Special,
    ShareOut,
}

#[table("meetings")]
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
pub struct Meeting {
    pub id: i32,
    pub kind: Kind,
    pub place: Option<String>,
    pub vote: Option<Vote>,
}

/// The tables with labels that came later.
const SETUP: &str = "
    CREATE SCHEMA enums_round_trip;
    SET LOCAL search_path TO enums_round_trip;
    CREATE TYPE vote AS ENUM ('Yes', 'No', 'Not sure', 'Abstained');
    CREATE TABLE meetings (id INTEGER PRIMARY KEY, kind VARCHAR(20) NOT NULL, place TEXT, vote vote);
";

/// What is at the root of an error: Diesel's own names the field.
fn innermost(error: &dyn Error) -> String {
    error.source().map_or_else(|| error.to_string(), innermost)
}

fn main() {
    // `cargo xtask test` starts a server.
    let Ok(url) = env::var("SCHEMA_TEST_POSTGRES_URL") else { return };
    let connection = &mut PgConnection::establish(&url).expect("the server of the tests");
    connection.test_transaction(|connection| -> QueryResult<()> {
        use diesel::connection::SimpleConnection as _;
        connection.batch_execute(SETUP)?;
        let votes = [Some(Vote::Yes), Some(Vote::No), Some(Vote::NotSure), None];
        let kinds = [Kind::Regular, Kind::Special, Kind::ShareOut, Kind::Regular];
        let meeting = |(id, (vote, kind))| Meeting { id, kind, place: None, vote };
        let stored: Vec<Meeting> = (1..).zip(votes.into_iter().zip(kinds)).map(meeting).collect();
        diesel::insert_into(schema::meetings::table).values(&stored).execute(connection)?;
        let loaded = schema::meetings::table.order(schema::meetings::id).select(Meeting::as_select());
        assert_eq!(loaded.load(connection)?, stored);
        let not_sure = schema::meetings::table.filter(schema::meetings::vote.eq(Vote::NotSure)).count();
        assert_eq!(not_sure.get_result::<i64>(connection)?, 1);

        for (change, error) in [
            (
                "UPDATE meetings SET vote = 'Abstained'",
                "`Vote` has no variant for 'Abstained', a label of type `vote`: the database is ahead of the program",
            ),
            (
                "UPDATE meetings SET vote = NULL, kind = 'annual'",
                "`Kind` has no variant for 'annual', a label of column `meetings.kind`: the database is ahead of the program",
            ),
        ] {
            connection.batch_execute(change)?;
            let found = loaded.load(connection).expect_err("the label is not known");
            assert_eq!(innermost(&found), error);
        }
        Ok(())
    });
}
