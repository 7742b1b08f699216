//! `app status`: the tables that the program was compiled with.

use std::io::{self, Write};

use crate::phases::PHASES;
use crate::schema::TABLES;

/// Where the names of a phase's tables begin a further line.
const WIDTH: usize = 110;

/// Prints every table, phase by phase, and their number. Needs no database.
///
/// # Errors
///
/// Where `output` cannot be written. That its reader has gone (`app status | head`) is no error.
pub fn run(output: &mut impl Write) -> io::Result<()> {
    match write(output) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

fn write(output: &mut impl Write) -> io::Result<()> {
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
    use super::run;
    use crate::schema::TABLES;

    #[test]
    fn names_every_table_once_and_the_total() {
        let mut output = Vec::new();
        run(&mut output).expect("a vector takes every write");
        let text = String::from_utf8(output).expect("only text is written");

        let names: Vec<_> = text.split(|c: char| c.is_whitespace() || c == ',').collect();
        for table in TABLES {
            assert_eq!(names.iter().filter(|name| *name == table).count(), 1, "`{table}` in:\n{text}");
        }
        let total = text.lines().last().expect("at least the total is printed");
        assert_eq!(total.split_whitespace().collect::<Vec<_>>(), ["Total", &TABLES.len().to_string()]);
    }
}
