//! Where the database is: what `DATABASE_URL` names, else a file in the data folder.

use std::env;
use std::fmt;
use std::path::{Path, PathBuf};

use schema_drift::{Engine, without_password};

use super::DatabaseError;

/// The environment variable that names the database.
pub const DATABASE_URL: &str = "DATABASE_URL";

/// The environment variable that names the folder for the embedded database.
pub const DATA_FOLDER: &str = "APP_DATA_FOLDER";

/// The embedded database in its folder.
const FILE_NAME: &str = "savings_groups.sqlite";

/// Where a database is. Displayed, it is a URL without its password.
#[derive(Clone, PartialEq, Eq)]
pub enum Location {
    /// A PostgreSQL server's, by its URL.
    Postgres(String),
    /// A file of SQLite's.
    Sqlite(PathBuf),
}

impl Location {
    /// What the URL names, where there is one; else what `DATABASE_URL` names; else the file in the data folder, which
    /// is `APP_DATA_FOLDER` or the user's own folder for data of programs.
    ///
    /// # Errors
    ///
    /// If the URL is of no known kind, or there is no such folder.
    pub fn find(url: Option<&str>) -> Result<Self, DatabaseError> {
        let variable = |name| env::var(name).ok().filter(|value| !value.is_empty());
        if let Some(url) = url.map(str::to_owned).or_else(|| variable(DATABASE_URL)) {
            return Self::parse(&url);
        }
        let folder = match variable(DATA_FOLDER) {
            Some(folder) => PathBuf::from(folder),
            None => user_data().ok_or(DatabaseError::NoDataFolder)?.join("savings-groups"),
        };
        Ok(Self::in_folder(&folder))
    }

    /// The embedded database in a data folder.
    #[must_use]
    pub fn in_folder(folder: &Path) -> Self {
        Self::Sqlite(folder.join(FILE_NAME))
    }

    /// By URL: `postgres://user@host/database`, or `sqlite://path` with a path that is relative or begins with `/`.
    ///
    /// ```
    /// use app::database::Location;
    ///
    /// assert_eq!(Location::parse("sqlite:///var/lib/groups.sqlite")?.to_string(), "sqlite:///var/lib/groups.sqlite");
    /// assert_eq!(Location::parse("postgres://me:s3cret@db/groups")?.to_string(), "postgres://me:***@db/groups");
    /// assert!(Location::parse("groups.sqlite").is_err());
    /// # Ok::<(), app::database::DatabaseError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If it begins like neither, or has no path.
    pub fn parse(url: &str) -> Result<Self, DatabaseError> {
        match url.split_once("://") {
            Some(("postgres" | "postgresql", _)) => Ok(Self::Postgres(url.to_owned())),
            Some(("sqlite", path)) if !path.is_empty() => Ok(Self::Sqlite(path.into())),
            _ => Err(DatabaseError::UnknownUrl(without_password(url, url))),
        }
    }

    /// The engine that is there.
    #[must_use]
    pub fn engine(&self) -> Engine {
        match self {
            Self::Postgres(_) => Engine::Postgres,
            Self::Sqlite(_) => Engine::Sqlite,
        }
    }

    /// The URL, with its password.
    #[must_use]
    pub fn url(&self) -> String {
        match self {
            Self::Postgres(url) => url.clone(),
            Self::Sqlite(path) => format!("sqlite://{}", path.display()),
        }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let url = self.url();
        f.write_str(&without_password(&url, &url))
    }
}

impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Where a program's data goes: <https://specifications.freedesktop.org/basedir-spec/latest/>, and what goes for it on
/// macOS and Windows.
fn user_data() -> Option<PathBuf> {
    let home = |folder| env::home_dir().map(|home| home.join(folder));
    let set = |name| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    if cfg!(windows) {
        set("APPDATA")
    } else if cfg!(target_os = "macos") {
        home("Library/Application Support")
    } else {
        set("XDG_DATA_HOME").or_else(|| home(".local/share"))
    }
}
