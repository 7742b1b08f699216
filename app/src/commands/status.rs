//! `app status`: the tables that the program was compiled with.

use std::io::{self, Write};

use serde::Serialize;

use super::{Context, Outcome, Result};
use crate::phases::{PHASES, Phase};
use crate::schema::TABLES;

/// Where the names of a phase's tables begin a further line.
const WIDTH: usize = 110;

/// All phases.
#[derive(Serialize)]
struct Status {
    phases: &'static [Phase],
}

/// Prints every table, phase by phase, and their number. Needs no database.
///
/// # Errors
///
/// If the output can't be written.
pub fn run(context: &mut Context<'_>) -> Result {
    if context.json {
        context.write_json(&Status { phases: PHASES })?;
    } else {
        write(context.out)?;
    }
    Ok(Outcome::Success)
}

fn write(output: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let title_width = PHASES.iter().map(|phase| phase.title.len()).max().unwrap_or_default();
    let row = |number: &str, title: &str, count: &str| format!("{number:<5}  {title:<title_width$}  {count:>6}  ");

    let heading = row("Phase", "Title", "Tables");
    writeln!(output, "{}", heading.trim_end())?;
    for phase in PHASES {
        let tables: Vec<_> = phase.tables.iter().copied().filter(|table| TABLES.contains(table)).collect();
        let mut line = row(phase.number, phase.title, &tables.len().to_string());
        let indent = line.len();
        for (position, table) in tables.iter().enumerate() {
            let separator = if position + 1 < tables.len() { ", " } else { "" };
            if line.len() > indent && line.len() + table.len() + separator.len() > WIDTH {
                writeln!(output, "{}", line.trim_end())?;
                line = " ".repeat(indent);
            }
            line.push_str(table);
            line.push_str(separator);
        }
        writeln!(output, "{line}")?;
    }
    let total = row("Total", "", &TABLES.len().to_string());
    writeln!(output, "{}", total.trim_end())
}

#[cfg(test)]
mod tests {
    use super::write;
    use crate::schema::TABLES;

    #[test]
    fn names_every_table_once_and_the_total() {
        let mut output = Vec::new();
        write(&mut output).expect("a vector takes every write");
        let text = String::from_utf8(output).expect("only text is written");

        let names: Vec<_> = text.split(|c: char| c.is_whitespace() || c == ',').collect();
        for table in TABLES {
            assert_eq!(names.iter().filter(|name| *name == table).count(), 1, "`{table}` in:\n{text}");
        }
        let total = text.lines().last().expect("at least the total is printed");
        assert_eq!(total.split_whitespace().collect::<Vec<_>>(), ["Total", &TABLES.len().to_string()]);
    }
}
