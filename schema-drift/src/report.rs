//! What differs, as data and as a text to read.

use std::fmt::{self, Display, Formatter};

use crate::harmless::Line;

/// What it is that differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Kind {
    /// Whether a migration was applied.
    Migration,
    /// An enum type, or its labels.
    Enum,
    /// A table, or what kind of relation it is.
    Table,
    /// A column.
    Column,
    /// The type of a column.
    Type,
    /// Whether a column may hold NULL.
    Nullability,
    /// The default of a column.
    Default,
    /// Whether a column is an identity column or computed from others.
    Generated,
    /// The order of a table's columns.
    ColumnOrder,
    /// A primary key.
    PrimaryKey,
    /// A foreign key.
    ForeignKey,
    /// A unique constraint or unique index.
    Unique,
    /// A check.
    Check,
    /// An exclusion constraint.
    Exclusion,
    /// A trigger.
    Trigger,
}

/// One difference. Displayed, it is a line without an end:
/// ``group_loans.amount: expected numeric(12,2), found numeric(10,2)``.
///
/// The fields hold what the database says. In what is displayed, each character that would command a terminal, end the
/// line or turn its direction is written as Rust writes it, `\u{202e}`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Difference {
    /// What it is that differs.
    pub kind: Kind,
    /// The table that it is about, with its schema unless that is the default one; `None` for enums and migrations.
    pub table: Option<String>,
    /// The column, constraint, trigger, enum or migration that it is about, if it has a name.
    pub name: Option<String>,
    /// What is expected, in words of SQL; `None` where there should be none.
    pub expected: Option<String>,
    /// What is found, in words of SQL; `None` where there is none.
    pub found: Option<String>,
}

impl Display for Difference {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match (self.table.as_deref().map(Line), self.name.as_deref().map(Line)) {
            (Some(table), Some(name)) => write!(f, "{table}.{name}")?,
            (None, Some(name)) if self.kind == Kind::Migration => write!(f, "migration {name}")?,
            (Some(name), None) | (None, Some(name)) => write!(f, "{name}")?,
            (None, None) => f.write_str("the database")?,
        }
        let [expected, found] = [&self.expected, &self.found].map(|side| Line(side.as_deref().unwrap_or("none")));
        write!(f, ": expected {expected}, found {found}")
    }
}

/// Every difference between a database and what is expected of it: migrations first, then enums, then table by table.
///
/// Displayed, it is a text of several lines that ends with what to do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[must_use = "a report says whether the database is the one that is expected"]
pub struct Report {
    /// The differences.
    pub differences: Vec<Difference>,
}

impl Report {
    /// Whether the database is the one that is expected.
    pub fn is_clean(&self) -> bool {
        self.differences.is_empty()
    }

    /// The versions of the migrations that are expected and were not applied.
    pub fn pending_migrations(&self) -> impl Iterator<Item = &str> {
        self.migrations(true)
    }

    /// The versions of the migrations that were applied and are not known: the database is newer than the program.
    pub fn unknown_migrations(&self) -> impl Iterator<Item = &str> {
        self.migrations(false)
    }

    fn migrations(&self, expected: bool) -> impl Iterator<Item = &str> {
        let migrations = self.differences.iter().filter(|difference| difference.kind == Kind::Migration);
        migrations.filter(move |it| it.expected.is_some() == expected).filter_map(|it| it.name.as_deref())
    }

    /// What to do about it.
    fn help(&self) -> Vec<String> {
        let (pending, unknown) = (self.pending_migrations().count(), self.unknown_migrations().count());
        let others = self.differences.len() - pending - unknown;
        let follows = match others {
            0 => "",
            1 => "; the other difference may follow from that",
            _ => "; the other differences may follow from that",
        };
        let mut help = Vec::new();
        if pending > 0 {
            let (it, is) = if pending == 1 { ("a migration", "is") } else { ("migrations", "are") };
            help.push(format!("{it} {is} not applied: apply what is pending and compare again{follows}"));
        }
        if unknown > 0 {
            let them = if unknown == 1 { "a migration" } else { "migrations" };
            help.push(format!(
                "the database has {them} that this program does not know: run the program that goes with the database, \
                 or go back to a backup{follows}"
            ));
        }
        if help.is_empty() {
            let these = if others == 1 { "this" } else { "these" };
            help.push(format!(
                "no migration accounts for {these}: the database was changed by hand, or a migration was edited after it \
                 ran; undo the change, or write a migration that makes it so"
            ));
        }
        help
    }
}

impl Display for Report {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.differences.len() {
            0 => return f.write_str("the database is as expected"),
            1 => writeln!(f, "the database differs from what is expected in one place:")?,
            count => writeln!(f, "the database differs from what is expected in {count} places:")?,
        }
        for difference in &self.differences {
            writeln!(f, "  {difference}")?;
        }
        let help: Vec<String> = self.help().iter().map(|help| format!("help: {help}")).collect();
        f.write_str(&help.join("\n"))
    }
}
