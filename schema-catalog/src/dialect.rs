//! The engines whose SQL is understood.

use std::fmt;
use std::str::FromStr;

use crate::catalog::quote_identifier;
use crate::sqlite::is_reserved;

/// An engine: whose SQL the migrations are written in, and by whose rules they are replayed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Dialect {
    /// PostgreSQL, <https://www.postgresql.org/docs/current/>.
    #[default]
    Postgres,
    /// SQLite, <https://www.sqlite.org/lang.html>.
    Sqlite,
    /// MySQL, <https://dev.mysql.com/doc/refman/8.4/en/>.
    Mysql,
    /// MariaDB, <https://mariadb.com/kb/en/sql-statements/>.
    ///
    /// To Diesel it is MySQL. Some of its types are not: `JSON` is `LONGTEXT`, and `UUID` and `INET6` are its own.
    Mariadb,
    /// CockroachDB, version 26.2, <https://www.cockroachlabs.com/docs/v26.2/sql-statements>. To Diesel it is PostgreSQL.
    Cockroachdb,
}

impl Dialect {
    /// Every engine.
    pub const ALL: [Self; 5] = [Self::Postgres, Self::Sqlite, Self::Mysql, Self::Mariadb, Self::Cockroachdb];

    /// The name that configuration files and options use for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Postgres => "postgres",
            Self::Sqlite => "sqlite",
            Self::Mysql => "mysql",
            Self::Mariadb => "mariadb",
            Self::Cockroachdb => "cockroachdb",
        }
    }

    /// The schema that a name without one belongs to, unless `search_path` says otherwise.
    ///
    /// MySQL and MariaDB call a schema a database. Which one migrations run in is not known, so it has no name here.
    pub fn default_schema(self) -> &'static str {
        match self {
            Self::Postgres | Self::Cockroachdb => "public",
            Self::Sqlite => "main",
            Self::Mysql | Self::Mariadb => "",
        }
    }

    /// How many bytes of a name are kept.
    ///
    /// PostgreSQL cuts longer ones: <https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS>.
    /// CockroachDB does not: <https://www.cockroachlabs.com/docs/v26.2/keywords-and-identifiers>.
    pub(crate) fn longest_name(self) -> usize {
        if self == Self::Cockroachdb { usize::MAX } else { crate::cursor::MAX_NAME }
    }

    /// A name as the engine's SQL must write it: in quotes where it is, or might be, more than a plain word.
    ///
    /// ```
    /// use schema_catalog::Dialect;
    ///
    /// assert_eq!(Dialect::Postgres.quote("Users"), "\"Users\"");
    /// assert_eq!(Dialect::Sqlite.quote("index"), "\"index\"");
    /// assert_eq!(Dialect::Mariadb.quote("users"), "`users`");
    /// ```
    pub fn quote(self, name: &str) -> String {
        match self {
            // Both show every name so, and have keywords that the others have not.
            Self::Mysql | Self::Mariadb => format!("`{}`", name.replace('`', "``")),
            Self::Sqlite if is_reserved(name) => format!("\"{name}\""),
            Self::Postgres | Self::Sqlite | Self::Cockroachdb => quote_identifier(name),
        }
    }

    /// Whether it speaks MySQL's SQL.
    pub fn is_mysql(self) -> bool {
        matches!(self, Self::Mysql | Self::Mariadb)
    }
}

impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Dialect {
    type Err = String;

    /// Reads a dialect's [name](Dialect::name).
    fn from_str(name: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|dialect| dialect.name() == name).ok_or_else(|| {
            let known = Self::ALL.map(|dialect| format!("`{dialect}`")).join(", ");
            format!("unknown engine `{name}`; known: {known}")
        })
    }
}
