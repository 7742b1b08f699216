//! The engines whose SQL is understood.

use std::fmt;
use std::str::FromStr;

/// An engine: whose SQL the migrations are written in, and by whose rules they are replayed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Dialect {
    /// PostgreSQL, <https://www.postgresql.org/docs/current/>.
    #[default]
    Postgres,
}

impl Dialect {
    /// The name that configuration files and options use for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Postgres => "postgres",
        }
    }

    /// The schema that a name without one belongs to, unless `search_path` says otherwise.
    pub fn default_schema(self) -> &'static str {
        match self {
            Self::Postgres => "public",
        }
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
        match name {
            "postgres" => Ok(Self::Postgres),
            _ => Err(format!("unknown engine `{name}`; known: `postgres`")),
        }
    }
}
