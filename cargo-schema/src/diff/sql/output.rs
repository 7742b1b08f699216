//! Where a migration is written: to standard output, or into a folder of its own that then takes its place.

use std::fs;
use std::io::Write;
use std::time::{SystemTime, UNIX_EPOCH};

use schema_catalog::harmless_line;

use super::Migration;
use crate::diff::arguments::Diff;
use crate::failure::{Failure, Result};

/// Writes a migration where the options say.
pub(in crate::diff) fn write(migration: &Migration, options: &Diff, out: &mut dyn Write) -> Result<()> {
    let head = |what: &str| {
        format!(
            "-- {}: written by `cargo schema diff`, replayed, and to be read before it runs.\n",
            harmless_line(what)
        )
    };
    let (a, b) = (schema_drift::without_password(&options.before, &options.before), &options.after);
    let up = format!("{}{}", head(&format!("{a} to {b}")), migration.up);
    let down = format!("{}{}", head(&format!("{b} to {a}")), migration.down);
    let Some(folder) = &options.output else {
        let text = format!("-- ==== up.sql ====\n{up}\n-- ==== down.sql ====\n{down}");
        return out.write_all(text.as_bytes()).map_err(|error| Failure::output(&error));
    };
    let version = options.version.clone().unwrap_or_else(timestamp);
    let name = options.name.as_deref().unwrap_or("diff");
    let target = folder.join(format!("{version}_{name}"));
    let shown = target.display();
    if target.exists() {
        let help = "help: name another by --version or --name, or remove this one";
        return Err(Failure::Usage(format!("{shown}: this is there already, and is left as it is\n{help}")));
    }
    let failure = |error: std::io::Error| Failure::Usage(format!("{shown}: can't be written: {error}"));
    let temporary = folder.join(format!(".{version}_{name}.{}.tmp", std::process::id()));
    let written = fs::create_dir_all(&temporary)
        .and_then(|()| fs::write(temporary.join("up.sql"), up))
        .and_then(|()| fs::write(temporary.join("down.sql"), down))
        .and_then(|()| match migration.has_transactions {
            // <https://docs.rs/diesel_migrations/latest/diesel_migrations/struct.FileBasedMigrations.html>
            true => fs::write(temporary.join("metadata.toml"), "run_in_transaction = false\n"),
            false => Ok(()),
        })
        // A folder that has come to be there in between is not empty, and none takes the place of such a one.
        .and_then(|()| fs::rename(&temporary, &target));
    written.map_err(|error| {
        // What is left of it is of no use to anyone.
        let _ = fs::remove_dir_all(&temporary);
        failure(error)
    })?;
    writeln!(out, "wrote {shown}").map_err(|error| Failure::output(&error))
}

/// Now, as diesel_cli names a migration: `2026-01-31-123456`.
fn timestamp() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let (days, time) = (seconds / 86_400, seconds % 86_400);
    let (year, month, day) = date(days);
    format!("{year:04}-{month:02}-{day:02}-{:02}{:02}{:02}", time / 3600, time / 60 % 60, time % 60)
}

/// The date so many days after 1 January 1970.
fn date(days: u64) -> (u64, u64, u64) {
    let is_leap = |year: u64| year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    let (mut year, mut left) = (1970, days);
    while left >= 365 + u64::from(is_leap(year)) {
        left -= 365 + u64::from(is_leap(year));
        year += 1;
    }
    let february = 28 + u64::from(is_leap(year));
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if left < length {
            break;
        }
        left -= length;
        month += 1;
    }
    (year, month, left + 1)
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn days_are_dates() {
        assert_eq!(date(0), (1970, 1, 1));
        assert_eq!(date(59), (1970, 3, 1));
        assert_eq!(date(11_016), (2000, 2, 29));
        assert_eq!(date(20_453), (2025, 12, 31));
    }
}
