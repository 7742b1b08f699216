//! `cargo schema diff`: what differs between two schemas, whatever they are kept in.

pub(crate) mod arguments;
mod changes;
mod declarations;
mod human;
mod json;
mod outline;
mod rename;
mod side;
mod sql;

use std::io::{ErrorKind, Write};

use arguments::{Diff, Format};
use side::Side;
use sql::Migration;

use crate::failure::{Failure, Result};
use crate::messages::Style;

/// The exit code: 0 if both are the same, 1 if they differ.
pub(crate) fn run(options: &Diff, out: &mut dyn Write, style: Style) -> Result<u8> {
    let [mut before, after] = side::both(options)?;
    if options.sql {
        return write_sql(options, before, &after, out);
    }
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

/// Writes the migration from one side to the other. The exit code is 1 where there is something to write.
fn write_sql(options: &Diff, mut before: Side, after: &Side, out: &mut dyn Write) -> Result<u8> {
    let there = before.replayed()?.clone();
    let wanted = after.replayed()?;
    let renames = rename::apply(&mut before, &options.rename)?;
    let migration = Migration::between(&there, before.replayed()?, wanted, &renames)?;
    if migration.up.is_empty() && migration.down.is_empty() {
        writeln!(out, "-- nothing differs").map_err(|error| Failure::output(&error))?;
        return Ok(0);
    }
    sql::write(&migration, options, out)?;
    Ok(1)
}
