//! Why a command did not succeed.

use std::fmt;

/// Why a command did not succeed.
pub(crate) enum Failure {
    /// Something went wrong: what, and what to do about it.
    Message(String),
    /// The user (or whoever runs this) sent this signal.
    Interrupted(i32),
}

pub(crate) type Result<T> = std::result::Result<T, Failure>;

impl Failure {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self::Message(message.into())
    }

    /// What the process ends with: 128 and the signal's number after a signal, as shells have it.
    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::Message(_) => 1,
            Self::Interrupted(signal) => u8::try_from(128 + signal).unwrap_or(1),
        }
    }

    /// The same failure, with the name of what failed before its message.
    pub(crate) fn within(self, what: &str) -> Self {
        match self {
            Self::Message(message) => Self::Message(format!("{what}: {message}")),
            Self::Interrupted(signal) => Self::Interrupted(signal),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Message(message) => f.write_str(message),
            Self::Interrupted(signal) => write!(f, "interrupted by signal {signal}"),
        }
    }
}
