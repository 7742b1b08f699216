//! `app migrate`: applies the migrations that the program carries.

use std::error::Error;
use std::fmt;
use std::io::{self, Write};

use diesel::pg::{Pg, PgConnection};
use diesel::prelude::*;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("../migrations/postgres");

/// Why the migrations could not be applied.
#[derive(Debug)]
pub enum MigrateError {
    /// `DATABASE_URL` is not set, or is empty or not Unicode.
    NoDatabaseUrl,
    /// No connection: what the server or libpq says, with the password hidden.
    CannotConnect(String),
    /// The table in which Diesel notes what has been applied cannot be read.
    CannotReadState(String),
    /// One migration failed. It was undone; those before it stay applied.
    Failed {
        /// The migration's folder.
        migration: String,
        /// What the server says.
        reason: String,
    },
    /// The progress could not be printed.
    Output(io::Error),
}

impl fmt::Display for MigrateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoDatabaseUrl => f.write_str(
                "DATABASE_URL is not set, or is empty\n  \
                 set it to the PostgreSQL database to migrate, for example\n  \
                 DATABASE_URL=postgres://user:password@localhost:5432/savings_groups",
            ),
            Self::CannotConnect(reason) => {
                write!(f, "cannot connect to the database that DATABASE_URL names\n  {}", indented(reason))
            }
            Self::CannotReadState(reason) => {
                write!(f, "cannot read which migrations have been applied\n  {}", indented(reason))
            }
            Self::Failed { migration, reason } => {
                write!(f, "migration {migration} failed and was undone\n  {}", indented(reason))
            }
            Self::Output(error) => write!(f, "cannot print the progress: {error}"),
        }
    }
}

impl Error for MigrateError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Output(error) => Some(error),
            _ => None,
        }
    }
}

impl From<io::Error> for MigrateError {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// Applies every migration that the database in `DATABASE_URL` does not have yet, each in a
/// transaction of its own, and prints its name.
///
/// # Errors
///
/// Stops at the first migration that fails; see [`MigrateError`].
pub fn run(output: &mut impl Write) -> Result<(), MigrateError> {
    let url = std::env::var("DATABASE_URL").ok().filter(|url| !url.is_empty()).ok_or(MigrateError::NoDatabaseUrl)?;
    let mut connection = PgConnection::establish(&url)
        .map_err(|error| MigrateError::CannotConnect(without_password(&error.to_string(), &url)))?;

    let pending = MigrationHarness::<Pg>::pending_migrations(&mut connection, MIGRATIONS)
        .map_err(|error| MigrateError::CannotReadState(error.to_string()))?;
    for migration in &pending {
        let name = migration.name().to_string();
        if let Err(error) = connection.run_migration(migration) {
            // Diesel names the migration once more.
            let reason = error.to_string().replacen(&format!("Failed to run {name} with: "), "", 1);
            return Err(MigrateError::Failed { migration: name, reason });
        }
        writeln!(output, "applied {name}")?;
    }
    match pending.len() {
        0 => writeln!(output, "nothing to do: every migration is applied")?,
        1 => writeln!(output, "1 migration applied")?,
        count => writeln!(output, "{count} migrations applied")?,
    }
    Ok(())
}

/// A message of the server, whose further lines begin with a tab, below one of ours.
fn indented(reason: &str) -> String {
    reason.lines().map(str::trim).collect::<Vec<_>>().join("\n  ")
}

/// `message` with the password of `url` hidden.
///
/// libpq quotes pieces of a URL that it cannot read, and where the password has an unescaped `/`,
/// `@` or `:` such a piece may be a part of it.
fn without_password(message: &str, url: &str) -> String {
    let Some(password) = password(url).filter(|password| !password.is_empty()) else {
        return message.to_owned();
    };
    password
        .split([':', '/', '?', '#', '@'])
        .filter(|piece| !piece.is_empty())
        .fold(message.replace(password, "***"), |message, piece| message.replace(&format!("\"{piece}\""), "\"***\""))
}

/// The password in a URL (`postgres://user:password@host`, `?password=…`) or in libpq's other form
/// (`host=… password=…`), as it is written there.
fn password(url: &str) -> Option<&str> {
    if let Some((_, after_scheme)) = url.split_once("://")
        && let Some((user_info, _)) = after_scheme.rsplit_once('@')
    {
        return user_info.split_once(':').map(|(_, password)| password);
    }
    let (_, value) = url.split_once("password=")?;
    match value.strip_prefix('\'') {
        Some(quoted) => quoted.split('\'').next(),
        None => value.split(['&', ' ']).next(),
    }
}

#[cfg(test)]
mod tests {
    use super::{password, without_password};

    #[test]
    fn finds_the_password_in_every_form() {
        assert_eq!(password("postgres://agent:s3cret@db:5432/savings"), Some("s3cret"));
        assert_eq!(password("postgres://agent:p@ss/word@db/savings"), Some("p@ss/word"));
        assert_eq!(password("postgres://db/savings?user=agent&password=s3cret&sslmode=disable"), Some("s3cret"));
        assert_eq!(password("host=db password='two words' user=agent"), Some("two words"));
        assert_eq!(password("host=db password=s3cret user=agent"), Some("s3cret"));
        assert_eq!(password("postgres://agent@db/savings"), None);
        assert_eq!(password("savings"), None);
    }

    #[test]
    fn hides_the_password_and_its_pieces() {
        let message = r#"missing "=" after "postgre://agent:s3cret@db" in connection info string"#;
        assert_eq!(
            without_password(message, "postgre://agent:s3cret@db"),
            r#"missing "=" after "postgre://agent:***@db" in connection info string"#
        );
        assert_eq!(
            without_password(
                r#"invalid integer value "p" for connection option "port""#,
                "postgres://agent:p/w@db/savings"
            ),
            r#"invalid integer value "***" for connection option "port""#
        );
    }

    #[test]
    fn leaves_a_message_without_password_alone() {
        assert_eq!(without_password("Connection refused", "postgres://agent@db"), "Connection refused");
    }
}
