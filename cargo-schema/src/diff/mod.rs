//! `cargo schema diff`: what differs between two schemas, whatever they are kept in.

pub(crate) mod arguments;
mod changes;
mod declarations;
mod human;
mod json;
mod outline;
mod rename;
mod side;

use std::io::{ErrorKind, Write};

use arguments::{Diff, Format};

use crate::failure::{Failure, Result};
use crate::messages::Style;

/// The exit code: 0 if both are the same, 1 if they differ.
pub(crate) fn run(options: &Diff, out: &mut dyn Write, style: Style) -> Result<u8> {
    let [mut before, after] = side::both(options)?;
    let renames = rename::apply(&mut before, &options.rename)?;
    let mut comparison = changes::compare(&before, &after)?;
    comparison.changes.extend(renames.iter().map(rename::Rename::change));
    let text = match options.format {
        Format::Human => human::text(&comparison, style),
        Format::Json => json::text([&before.name, &after.name], &comparison)?,
    };
    match out.write_all(text.as_bytes()) {
        // Whoever reads the output may have read enough, and the exit code still tells.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => return Err(Failure::output(&error)),
        _ => {}
    }
    Ok(u8::from(!comparison.changes.is_empty()))
}
