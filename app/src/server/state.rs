//! What all requests share: connections, sessions' rules, and the document.

use std::sync::Arc;
use std::time::Duration;

use diesel::Connection;
use diesel::connection::{SimpleConnection, TransactionManager};
use tokio::task::spawn_blocking;

use super::limiter::Limiter;
use super::problem::Problem;
use crate::database::{Database, DatabaseError, Location};
use crate::password;

/// How many connections there are at most.
const CONNECTIONS: u32 = 16;

/// How long a request waits for one of them.
const PATIENCE: Duration = Duration::from_secs(10);

/// How often a minute the password of one user is tried, and how often passwords are tried from one address.
const LOGINS: [u32; 2] = [10, 60];

/// What all requests share.
#[derive(Clone)]
pub(crate) struct App(Arc<Shared>);

pub(crate) struct Shared {
    connections: r2d2::Pool<Connections>,
    /// How often one user's password is tried.
    pub(crate) logins: Limiter,
    /// How often passwords are tried from one address.
    pub(crate) addresses: Limiter,
    pub(crate) session: chrono::TimeDelta,
    /// Whether browsers reach the server over TLS only.
    pub(crate) is_behind_tls: bool,
    /// What the password of an unknown user is compared with, so that it takes as long as that of a known one.
    pub(crate) nobodys_hash: String,
    /// The OpenAPI document, as it is sent.
    pub(crate) document: String,
}

impl std::ops::Deref for App {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

impl App {
    /// Opens the first connection, so that what is wrong with the database is told at once.
    pub(super) fn new(
        location: Location,
        session: chrono::TimeDelta,
        is_behind_tls: bool,
        document: String,
    ) -> Result<Self, Box<dyn std::error::Error>> {
        let connections = r2d2::Pool::builder()
            .max_size(CONNECTIONS)
            .min_idle(Some(1))
            .connection_timeout(PATIENCE)
            .error_handler(Box::new(LogErrors))
            .build(Connections { location })?;
        let nobodys_hash =
            password::hash(&password::generate()).map_err(|error| format!("a password can't be hashed: {error}"))?;
        let [logins, addresses] = LOGINS.map(|most| Limiter::new(most, Duration::from_secs(60)));
        let shared = Shared { connections, logins, addresses, session, is_behind_tls, nobodys_hash, document };
        Ok(Self(Arc::new(shared)))
    }

    /// Does work with a connection, on a thread that may wait.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Database) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let app = self.clone();
        let span = tracing::Span::current();
        let done = spawn_blocking(move || {
            span.in_scope(|| {
                let mut database = app.connections.get().map_err(|error| {
                    tracing::warn!(%error, "there is no connection");
                    Problem::unavailable()
                })?;
                work(&mut database)
            })
        });
        done.await.unwrap_or_else(|error| Err(Problem::internal(&error)))
    }
}

/// Makes connections, and throws away broken ones.
struct Connections {
    location: Location,
}

impl r2d2::ManageConnection for Connections {
    type Connection = Database;
    type Error = DatabaseError;

    fn connect(&self) -> Result<Database, DatabaseError> {
        Database::connect(&self.location)
    }

    fn is_valid(&self, connection: &mut Database) -> Result<(), DatabaseError> {
        Ok(connection.batch_execute("SELECT 1")?)
    }

    fn has_broken(&self, connection: &mut Database) -> bool {
        <Database as Connection>::TransactionManager::is_broken_transaction_manager(connection)
    }
}

/// Displayed, no error of ours has the password of a URL in it.
#[derive(Debug)]
struct LogErrors;

impl r2d2::HandleError<DatabaseError> for LogErrors {
    fn handle_error(&self, error: DatabaseError) {
        tracing::warn!(%error, "a connection failed");
    }
}
