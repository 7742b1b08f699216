//! Finds every difference between two schemas.

mod column;
mod constraint;

use crate::expression::Dialect;
use crate::options::Options;
use crate::report::{Difference, Kind, Report};
use crate::schema::{Engine, Enum, Schema, Table, Text, Wording};

impl Options {
    /// Every difference of what is found from what is expected.
    ///
    /// The found schema is what [`Introspect`](crate::Introspect) reads from a database, as a rule.
    pub fn compare(&self, expected: &Schema, found: &Schema) -> Report {
        let wordings = [expected.wording, found.wording];
        let dialect = Dialect {
            engine: expected.engine,
            enums: expected.enums.iter().chain(found.enums.iter()).map(|known| known.name.to_lowercase()).collect(),
            // SQLite keeps the text that it was given.
            same_wording: expected.engine == Engine::Sqlite || wordings == [Wording::AsPrinted; 2],
        };
        let mut comparison = Comparison { options: self, dialect, differences: Vec::new() };
        comparison.migrations(expected, found);
        comparison.enums(expected, found);
        comparison.tables(expected, found);
        Report { differences: comparison.differences }
    }
}

struct Comparison<'a> {
    options: &'a Options,
    dialect: Dialect,
    differences: Vec<Difference>,
}

impl Comparison<'_> {
    fn migrations(&mut self, expected: &Schema, found: &Schema) {
        let (Some(expected), Some(found)) = (&expected.migrations, &found.migrations) else { return };
        let (applied, not_applied) = (|| Some("it applied".to_owned()), || Some("it not applied".to_owned()));
        for (version, is_expected) in one_sided(expected, found, |a, b| a == b) {
            let (expected, found) = if is_expected { (applied(), not_applied()) } else { (None, applied()) };
            self.add(Kind::Migration, None, Some(version), expected, found);
        }
    }

    fn enums(&mut self, expected: &Schema, found: &Schema) {
        let options = self.options;
        let name = |known: &Enum| known.qualified_name();
        let pairs = pairs(&expected.enums, &found.enums, |a, b| name(a) == name(b));
        for (wanted, there) in pairs {
            let name = wanted.or(there).map(Enum::qualified_name).unwrap_or_default();
            let is_extra = wanted.is_none() && !there.is_some_and(|it| options.minds(expected, it.schema.as_ref()));
            if options.ignores(&name) || is_extra || wanted == there {
                continue;
            }
            let text = |side: Option<&Enum>| side.map(ToString::to_string);
            self.add(Kind::Enum, None, Some(&name), text(wanted), text(there));
        }
    }

    fn tables(&mut self, expected: &Schema, found: &Schema) {
        let options = self.options;
        let by_case = |a: &Table, b: &Table| {
            let schema = |table: &Table| table.schema.clone().unwrap_or_default();
            self.dialect.same_name(&a.name, &b.name) && self.dialect.same_name(&schema(a), &schema(b))
        };
        let is = |a: &Table, b: &Table| a.name == b.name && a.schema == b.schema;
        let both = |a: &Table, b: &Table| {
            found.tables.iter().any(|it| is(a, it)) || expected.tables.iter().any(|it| is(it, b))
        };
        // Where MySQL keeps tables apart whose names differ by case alone, each is there by its own.
        let same = |a: &Table, b: &Table| is(a, b) || by_case(a, b) && !both(a, b);
        let mut pairs = pairs(&expected.tables, &found.tables, same);
        pairs.sort_by_key(|(wanted, there)| wanted.or(*there).map(|table| (table.schema.clone(), table.name.clone())));
        for (wanted, there) in pairs {
            let name = wanted.or(there).map(Table::qualified_name).unwrap_or_default();
            if options.ignores(&name) {
                continue;
            }
            match (wanted, there) {
                (Some(wanted), Some(there)) => self.table(&name, wanted, there),
                (None, Some(there)) if !options.minds_table(expected, there) => {}
                _ => {
                    let text = |side: Option<&Table>| side.map(|table| format!("a {}", table.kind));
                    self.add(Kind::Table, Some(&name), None, text(wanted), text(there));
                }
            }
        }
    }

    fn table(&mut self, name: &str, expected: &Table, found: &Table) {
        if expected.kind != found.kind {
            let text = |table: &Table| Some(format!("a {}", table.kind));
            self.add(Kind::Table, Some(name), None, text(expected), text(found));
            // A view for a table has none of its keys: saying so of each would tell nothing more.
            return;
        }
        let (Some(expected_columns), Some(found_columns)) = (&expected.columns, &found.columns) else {
            if expected.columns.is_some() {
                let found =
                    Some("some that the engine can't tell: it refers to something that is not there".to_owned());
                self.add(Kind::Column, Some(name), None, Some("its columns".to_owned()), found);
            }
            return;
        };
        self.columns(name, expected_columns, found_columns);
        self.constraints(name, expected.primary_key.as_slice(), found.primary_key.as_slice());
        self.constraints(name, &expected.foreign_keys, &found.foreign_keys);
        self.constraints(name, &expected.uniques, &found.uniques);
        self.constraints(name, &expected.checks, &found.checks);
        self.names(Kind::Exclusion, name, &expected.exclusions, &found.exclusions);
        if let (Some(expected), Some(found)) = (&expected.triggers, &found.triggers) {
            self.names(Kind::Trigger, name, expected, found);
        }
    }

    /// Compares what is compared by name only.
    fn names(&mut self, kind: Kind, table: &str, expected: &[Text], found: &[Text]) {
        let dialect = self.dialect.clone();
        for (name, is_expected) in one_sided(expected, found, |a, b| dialect.same_name(a, b)) {
            let noun = if kind == Kind::Trigger { "the trigger" } else { "the exclusion constraint" };
            let (expected, found) = if is_expected { (Some(noun), None) } else { (None, Some(noun)) };
            self.add(kind, Some(table), Some(name), expected.map(str::to_owned), found.map(str::to_owned));
        }
    }

    fn add(
        &mut self,
        kind: Kind,
        table: Option<&str>,
        name: Option<&str>,
        expected: Option<String>,
        found: Option<String>,
    ) {
        let (table, name) = (table.map(str::to_owned), name.map(str::to_owned));
        self.differences.push(Difference { kind, table, name, expected, found });
    }
}

impl Dialect {
    /// Whether the engine takes one name for the other.
    fn same_name(&self, a: &str, b: &str) -> bool {
        if self.engine == Engine::Postgres { a == b } else { a.eq_ignore_ascii_case(b) }
    }

    fn same_names(&self, a: &[Text], b: &[Text]) -> bool {
        a.len() == b.len() && a.iter().zip(b).all(|(a, b)| self.same_name(a, b))
    }
}

/// Each that is expected with the one that is found for it, then those that are found alone.
fn pairs<'a, T>(
    expected: &'a [T],
    found: &'a [T],
    same: impl Fn(&T, &T) -> bool,
) -> Vec<(Option<&'a T>, Option<&'a T>)> {
    let with = expected.iter().map(|wanted| (Some(wanted), found.iter().find(|there| same(wanted, there))));
    let alone = found.iter().filter(|there| !expected.iter().any(|wanted| same(wanted, there)));
    with.chain(alone.map(|there| (None, Some(there)))).collect()
}

/// What only one side has, and whether that is the expected one.
fn one_sided<'a>(
    expected: &'a [Text],
    found: &'a [Text],
    same: impl Fn(&Text, &Text) -> bool,
) -> impl Iterator<Item = (&'a str, bool)> {
    pairs(expected, found, same).into_iter().filter_map(|pair| match pair {
        (Some(wanted), None) => Some((wanted.as_ref(), true)),
        (None, Some(there)) => Some((there.as_ref(), false)),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use crate::schema::{Check, Engine, List, Schema, Table, TableKind, Text, UNKNOWN, Wording};
    use crate::{Options, Report};

    fn table(name: &'static str) -> Table {
        Table {
            schema: None,
            name: Text::Borrowed(name),
            kind: TableKind::Table,
            partition: false,
            columns: Some(List::default()),
            primary_key: None,
            foreign_keys: List::default(),
            uniques: List::default(),
            checks: List::default(),
            exclusions: List::default(),
            triggers: None,
        }
    }

    fn schema(tables: impl IntoIterator<Item = Table>) -> Schema {
        Schema {
            engine: Engine::Mysql,
            wording: Wording::AsWritten,
            tables: tables.into_iter().collect(),
            enums: List::default(),
            migrations: None,
        }
    }

    fn differences(report: &Report) -> Vec<String> {
        report.differences.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn tables_whose_names_differ_by_case_are_each_compared_with_its_own() {
        let compared = |expected: &[&'static str], found: &[&'static str]| {
            let [expected, found] = [expected, found].map(|names| schema(names.iter().map(|name| table(name))));
            differences(&Options::new().compare(&expected, &found))
        };
        assert_eq!(compared(&["T", "t"], &["t", "T"]), [""; 0]);
        assert_eq!(compared(&["Users"], &["users"]), [""; 0]);
        assert_eq!(compared(&["T", "t"], &["t"]), ["T: expected a table, found none"]);
    }

    #[test]
    fn of_checks_without_names_that_are_not_known_only_their_number_is_compared() {
        let compared = |expected: &[&'static str], found: &[&'static str]| {
            let check = |text: &&'static str| Check { name: None, expression: Text::Borrowed(text) };
            let [expected, found] = [expected, found]
                .map(|checks| schema([Table { checks: checks.iter().map(check).collect(), ..table("t") }]));
            differences(&Options::new().compare(&expected, &found))
        };
        assert_eq!(compared(&[UNKNOWN], &["lower(a) = 'x'"]), [""; 0]);
        assert_eq!(compared(&["a > 0", UNKNOWN], &["b > 0", "a > 0"]), [""; 0]);
        assert_eq!(compared(&["a > 0", UNKNOWN], &["a > 0"]), ["t: expected CHECK (…), found none"]);
    }
}
