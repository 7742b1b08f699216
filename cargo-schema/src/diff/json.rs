//! The form that `cargo schema diff --format json` writes.

use serde::Serialize;

use super::changes::{Change, Comparison};
use crate::failure::{Failure, Result};
use crate::json_text::json_text;

/// The number of the form. Fields may be added; it counts up if one is ever removed or changes its meaning.
const FORMAT: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    format: u32,
    /// The two sides, as they are named on the command line.
    a: &'a str,
    b: &'a str,
    /// What was not compared, for people to read.
    not_compared: &'a str,
    differences: &'a [Change],
}

pub(super) fn text([a, b]: [&str; 2], comparison: &Comparison) -> Result<String> {
    let Comparison { changes: differences, not_compared } = comparison;
    let document = Document { format: FORMAT, a, b, not_compared, differences };
    json_text(&document).map_err(|error| Failure::output(&error.into()))
}
