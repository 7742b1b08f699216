//! Diesel's backends: those that the features of this crate say the program has.

use schema_catalog::Dialect;

/// The last word of the path of an engine's backend.
pub(crate) fn name(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Sqlite => "Sqlite",
        Dialect::Mysql | Dialect::Mariadb => "Mysql",
        _ => "Pg",
    }
}

/// The path of PostgreSQL's backend.
pub(crate) const POSTGRES: &str = "::diesel::pg::Pg";

/// The path of the backend of an engine, if the program is known to have it.
pub(crate) fn of(dialect: Dialect) -> Option<&'static str> {
    match dialect {
        Dialect::Postgres | Dialect::Cockroachdb if cfg!(feature = "postgres") => Some(POSTGRES),
        Dialect::Sqlite if cfg!(feature = "sqlite") => Some("::diesel::sqlite::Sqlite"),
        Dialect::Mysql | Dialect::Mariadb if cfg!(feature = "mysql") => Some("::diesel::mysql::Mysql"),
        _ => None,
    }
}
