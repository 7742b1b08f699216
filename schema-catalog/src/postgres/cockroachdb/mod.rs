//! CockroachDB, which speaks PostgreSQL's SQL and keeps it otherwise: what it writes by itself, and what it decides.
//!
//! It is not among the engines that the tests ask. So each rule names the page of the manual that it is from, that of
//! version 26.2. What the manual says is not there is an error. What is there besides and not known here is refused.

mod ddl;
mod replay;
mod settings;
mod types;

pub(crate) use ddl::CockroachDdl;
pub(crate) use settings::Settings;

use crate::fault::{FEATURE_NOT_SUPPORTED, Fault};
use crate::postgres::rules::Rules;
use crate::source::Place;

/// What it decides otherwise than PostgreSQL.
pub(crate) static RULES: Rules = Rules {
    parse: ddl::statement,
    allows: replay::allows,
    stays_in_database: settings::stays_in_database,
    built_in: types::built_in,
    modifiers: types::modifiers,
    serial_type: types::serial_type,
    serial_default: types::serial_default,
    compared: types::COMPARED,
    unordered: types::UNORDERED,
    // <https://www.cockroachlabs.com/docs/v26.2/crdb-internal>
    own_columns: &[
        "tableoid",
        "crdb_internal_mvcc_timestamp",
        "crdb_internal_origin_id",
        "crdb_internal_origin_timestamp",
    ],
    most_columns: u32::MAX - 1,
    // <https://www.cockroachlabs.com/docs/v26.2/create-index#parameters>
    indexes_of_tables: true,
    literal: replay::infer::literal,
    function: replay::infer::function,
    // There are no extensions that bring others, so what no migration defines is the engine's own.
    is_own_function: |_| true,
    operator: replay::infer::operator,
    better: |_, _, _| None,
};

/// The fault that CockroachDB has no such thing.
fn missing(place: Place, what: &str) -> Fault {
    unsupported(place, format!("CockroachDB has no {what}"))
}

/// The fault of what CockroachDB does not do.
fn unsupported(place: Place, message: impl Into<String>) -> Fault {
    Fault::new(place, message).state(FEATURE_NOT_SUPPORTED)
}
