//! What the tests against real databases share: servers, scratch databases, and the form in which a database and a
//! catalog are compared.

pub mod history;
pub mod server;
pub mod snapshot;

// Diesel's own dependency on libpq is linked with the features that the workspace chooses.
use pq_sys as _;
