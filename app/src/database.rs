//! One connection, to a PostgreSQL server or to an embedded SQLite database.
#![expect(missing_docs, reason = "what the derive adds says nothing of itself")]

use diesel::deserialize::{self, FromSql};
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::Numeric;
use diesel::{MultiConnection, PgConnection, SqliteConnection};

use crate::decimal::{Decimal, Exact};

/// A connection to a database of either engine.
#[derive(MultiConnection)]
pub enum Database {
    /// To a PostgreSQL server.
    Postgres(PgConnection),
    /// To a file, or to memory.
    Sqlite(SqliteConnection),
}

/// The tables are declared as PostgreSQL has them, with `Numeric`; each engine reads it as its own type of [`Exact`].
impl<const PRECISION: u32, const SCALE: u32> FromSql<Numeric, MultiBackend> for Decimal<PRECISION, SCALE> {
    fn from_sql(value: MultiRawValue<'_>) -> deserialize::Result<Self> {
        value.from_sql::<Self, Exact>()
    }
}

impl<const PRECISION: u32, const SCALE: u32> ToSql<Numeric, MultiBackend> for Decimal<PRECISION, SCALE> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, MultiBackend>) -> serialize::Result {
        out.set_value((Exact, self));
        Ok(IsNull::No)
    }
}
