//! What an operator can run; one module a command.

pub mod migrate;
pub mod status;
