//! Databases that are gone when they are no longer needed.

use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

use diesel::connection::SimpleConnection;
use tempfile::TempDir;

use super::{Database, DatabaseError, Location};

/// An empty database beside another one: in a folder of its own, or on the same server. Removed with this value.
#[derive(Debug)]
pub struct Scratch {
    location: Location,
    made: Option<Made>,
}

#[derive(Debug)]
enum Made {
    Folder { _folder: TempDir },
    OnServer { server: Location, name: String },
}

impl Scratch {
    /// Makes it.
    ///
    /// # Errors
    ///
    /// If there is no folder for what is temporary, or the user may not create databases on the server.
    pub fn beside(location: &Location) -> Result<Self, DatabaseError> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        match location {
            Location::Sqlite(_) => {
                let failed = |reason| DatabaseError::Folder { path: std::env::temp_dir(), reason };
                let folder = tempfile::Builder::new().prefix("savings-groups-").tempdir().map_err(failed)?;
                let location = Location::in_folder(folder.path());
                Ok(Self { location, made: Some(Made::Folder { _folder: folder }) })
            }
            Location::Postgres(url) => {
                let number = NUMBER.fetch_add(1, Ordering::Relaxed);
                let name = format!("savings_groups_scratch_{}_{number}", process::id());
                Database::connect(location)?.batch_execute(&format!("CREATE DATABASE {name}"))?;
                let made = Made::OnServer { server: location.clone(), name: name.clone() };
                Ok(Self { location: Location::Postgres(with_database(url, &name)), made: Some(made) })
            }
        }
    }

    /// Where it is.
    #[must_use]
    pub fn location(&self) -> &Location {
        &self.location
    }

    /// Leaves it there.
    pub fn keep(mut self) -> Location {
        if let Some(Made::Folder { _folder: folder }) = self.made.take() {
            let _ = folder.keep();
        }
        self.location.clone()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Some(Made::OnServer { server, name }) = &self.made
            && let Ok(mut server) = Database::connect(server)
        {
            // What can't be removed is left behind: there is nobody to tell.
            let _ = server.batch_execute(&format!("DROP DATABASE IF EXISTS {name}"));
        }
    }
}

/// The URL with another database.
fn with_database(url: &str, name: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("postgres", url));
    let (path, parameters) = rest.split_at(rest.find('?').unwrap_or(rest.len()));
    let server = path.split('/').next().unwrap_or_default();
    format!("{scheme}://{server}/{name}{parameters}")
}

#[cfg(test)]
mod tests {
    use super::with_database;

    #[test]
    fn only_the_database_is_another() {
        for (url, expected) in [
            ("postgres://me@db:5432/groups", "postgres://me@db:5432/x"),
            ("postgres://me@db", "postgres://me@db/x"),
            ("postgres://db/groups?sslmode=disable", "postgres://db/x?sslmode=disable"),
        ] {
            assert_eq!(with_database(url, "x"), expected);
        }
    }
}
