//! What the tests against real databases share: servers, scratch databases, and the form in which a database and a
//! catalog are compared.

pub mod cases;
pub mod diffs;
pub mod drift;
pub mod expected;
pub mod histories;
pub mod history;
pub mod server;
pub mod snapshot;
pub mod summary;

// Diesel's own dependencies on libpq and on SQLite are linked with the features that the workspace chooses.
use libsqlite3_sys as _;
use pq_sys as _;
