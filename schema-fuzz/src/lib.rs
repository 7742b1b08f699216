//! What is fuzzed, and what must hold for any input.
//!
//! A [`Target`] is a function on bytes that panics where something does not hold. `fuzz/`, which is no member of the
//! workspace, hands each to libFuzzer; `tests/regressions.rs` runs all of them with the inputs to begin with, and with
//! every one that was ever found.

// The tests in the modules of schema-macro are run there, with its own migrations.
#![cfg(not(test))]

extern crate proc_macro;

mod mutate;
mod seeds;
mod targets;

pub use seeds::Seed;
pub use targets::{TARGETS, Target};

// The modules of schema-macro, which a crate of macros shows to nobody. They name each other from the root of a crate on.
#[path = "../../schema-macro/src/ask.rs"]
mod ask;
#[path = "../../schema-macro/src/attr.rs"]
mod attr;
#[path = "../../schema-macro/src/backend.rs"]
mod backend;
#[path = "../../schema-macro/src/bind.rs"]
mod bind;
#[path = "../../schema-macro/src/check/mod.rs"]
mod check;
#[path = "../../schema-macro/src/claims.rs"]
mod claims;
#[path = "../../schema-macro/src/code.rs"]
mod code;
#[path = "../../schema-macro/src/engines.rs"]
mod engines;
#[path = "../../schema-macro/src/expand.rs"]
mod expand;
#[path = "../../schema-macro/src/migrations.rs"]
mod migrations;
#[path = "../../schema-macro/src/report/mod.rs"]
mod report;
#[path = "../../schema-macro/src/rust_type.rs"]
mod rust_type;
#[path = "../../schema-macro/src/schema/mod.rs"]
mod schema;
#[path = "../../schema-macro/src/sql_enum/mod.rs"]
mod sql_enum;
#[path = "../../schema-macro/src/sql_path.rs"]
mod sql_path;
