//! What the schema says of each table, in the form that input is held against.
//!
//! Types, defaults and keys are those of PostgreSQL's migrations. Checks are read from SQLite's, where every one stands
//! as it is now: PostgreSQL's are partly written with names that columns had before they were renamed.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use schema_drift::{self as drift, Engine, Schema, Text};

use super::rules::Rule;
use crate::migrations::{embedded, expected_schema};
use crate::totals::TOTALS;

/// Every table, by name.
static TABLES: LazyLock<BTreeMap<&'static str, Table>> = LazyLock::new(|| {
    let [types, checks] = [Engine::Postgres, Engine::Sqlite].map(|engine| {
        let schema = expected_schema(engine, &embedded(engine)).expect("tests replay the program's own migrations");
        // As old as the program: nothing of it is ever given back.
        &*Box::leak(Box::new(schema))
    });
    types.tables.iter().map(|table| (table.name.as_ref(), Table::new(table, types, checks))).collect()
});

/// A table.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) name: &'static str,
    /// The columns of its primary key.
    pub(crate) key: Vec<&'static str>,
    pub(crate) columns: Vec<Column>,
    pub(crate) references: Vec<Reference>,
    /// What must be unique.
    pub(crate) uniques: Vec<Vec<&'static str>>,
    pub(crate) rules: Vec<Rule>,
    /// Checks that no rule is made of: only the database knows what they mean.
    #[cfg(test)]
    other_checks: Vec<&'static str>,
    /// The foreign keys of all tables that refer to this one.
    pub(crate) referred_by: Vec<(&'static str, Reference)>,
}

/// A column.
#[derive(Debug)]
pub(crate) struct Column {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) is_nullable: bool,
    pub(crate) has_default: bool,
    /// Whether the database computes it.
    pub(crate) is_generated: bool,
    /// Whether it is a total of what stands elsewhere.
    pub(crate) is_total: bool,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Boolean,
    /// A whole number of so many bytes.
    Integer {
        bytes: u32,
    },
    Double,
    Decimal {
        precision: u32,
        scale: u32,
    },
    /// A text of up to so many characters, or of exactly so many.
    Text {
        length: Option<usize>,
        is_fixed: bool,
    },
    Date,
    Time,
    /// A date and a time of UTC.
    Moment,
    Bytes,
}

/// A foreign key.
#[derive(Debug, Clone)]
pub(crate) struct Reference {
    pub(crate) columns: Vec<&'static str>,
    pub(crate) parent: &'static str,
    pub(crate) parent_columns: Vec<&'static str>,
}

impl Table {
    /// The table of this name.
    ///
    /// # Panics
    ///
    /// If there is none: names come from the program.
    pub(crate) fn named(name: &str) -> &'static Self {
        TABLES.get(name).unwrap_or_else(|| panic!("no migration creates `{name}`"))
    }

    pub(crate) fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// What a column refers to: by itself, or together with others.
    pub(crate) fn reference(&self, column: &str) -> Option<&Reference> {
        let alone = self.references.iter().find(|reference| reference.columns == [column]);
        alone.or_else(|| self.references.iter().find(|reference| reference.columns.contains(&column)))
    }

    /// The values that a check allows in a column, if it names them.
    pub(crate) fn allowed(&self, column: &str) -> Option<&[String]> {
        self.rules.iter().find_map(|rule| match rule {
            Rule::OneOf { column: of, values } if *of == column => Some(values.as_slice()),
            _ => None,
        })
    }

    fn new(table: &'static drift::Table, types: &'static Schema, checks: &'static Schema) -> Self {
        let totals = TOTALS.iter().find(|(of, _)| *of == table.name).map_or(&[][..], |(_, columns)| *columns);
        let columns: Vec<Column> = table
            .columns
            .iter()
            .flat_map(|columns| columns.iter())
            .map(|column| Column {
                name: column.name.as_ref(),
                kind: Kind::of(&column.sql_type),
                is_nullable: column.nullable,
                has_default: column.default.is_some() || column.generated.is_some(),
                is_generated: column.generated.is_some(),
                is_total: totals.contains(&column.name.as_ref()),
            })
            .collect();
        let checks = || checks.table(&table.name).into_iter().flat_map(|table| table.checks.iter());
        let rules = checks().filter_map(|check| Rule::parse(&check.expression, &columns)).flatten().collect();
        #[cfg(test)]
        let other_checks = checks()
            .map(|check| check.expression.as_ref())
            .filter(|expression| Rule::parse(expression, &columns).is_none())
            .collect();
        let referred_by = types.tables.iter().flat_map(|other| {
            let to_this = other.foreign_keys.iter().filter(|key| key.parent == table.name);
            to_this.map(|key| (other.name.as_ref(), Reference::new(key)))
        });
        Self {
            name: table.name.as_ref(),
            key: table.primary_key.iter().flat_map(|key| names(&key.columns)).collect(),
            columns,
            references: table.foreign_keys.iter().map(Reference::new).collect(),
            uniques: table.uniques.iter().filter_map(unique).collect(),
            rules,
            #[cfg(test)]
            other_checks,
            referred_by: referred_by.collect(),
        }
    }
}

impl Reference {
    fn new(key: &'static drift::ForeignKey) -> Self {
        Self {
            columns: names(&key.columns).collect(),
            parent: key.parent.as_ref(),
            parent_columns: names(&key.parent_columns).collect(),
        }
    }
}

impl Kind {
    /// By what PostgreSQL calls it.
    ///
    /// # Panics
    ///
    /// If it is a type that no table of the program has: a test reads all of them.
    fn of(sql_type: &str) -> Self {
        let (name, arguments) = sql_type.split_once('(').map_or((sql_type, ""), |(name, rest)| {
            (name, rest.split_once(')').map_or(rest, |(arguments, _)| arguments))
        });
        let mut numbers = arguments.split(',').filter_map(|number| number.trim().parse::<u32>().ok());
        let length = numbers.next();
        match name.trim_end() {
            "boolean" => Self::Boolean,
            "smallint" => Self::Integer { bytes: 2 },
            "integer" => Self::Integer { bytes: 4 },
            "bigint" => Self::Integer { bytes: 8 },
            "double precision" => Self::Double,
            "numeric" => {
                Self::Decimal { precision: length.unwrap_or_default(), scale: numbers.next().unwrap_or_default() }
            }
            "text" => Self::Text { length: None, is_fixed: false },
            "character varying" => Self::Text { length: length.map(|it| it as usize), is_fixed: false },
            "character" => Self::Text { length: length.map(|it| it as usize), is_fixed: true },
            "date" => Self::Date,
            "time without time zone" => Self::Time,
            "timestamp without time zone" => Self::Moment,
            "bytea" => Self::Bytes,
            _ => panic!("`{sql_type}` is a type that the server does not know"),
        }
    }
}

fn names(columns: &'static [Text]) -> impl Iterator<Item = &'static str> {
    columns.iter().map(AsRef::as_ref)
}

/// What must be unique in the whole table; part of it is left to the database.
fn unique(unique: &'static drift::Unique) -> Option<Vec<&'static str>> {
    let columns = unique.columns.iter().map(Option::as_deref).collect::<Option<_>>()?;
    unique.predicate.is_none().then_some(columns)
}

#[cfg(test)]
mod tests {
    use super::{Kind, TABLES, Table};
    use crate::schema;

    #[test]
    fn all_tables_are_read_with_what_the_migrations_say() {
        assert_eq!(TABLES.len(), schema::TABLES.len());
        let member = Table::named("group_members");
        let of = |name| member.column(name).expect("there is such a column");
        assert_eq!(of("first_name").kind, Kind::Text { length: Some(100), is_fixed: false });
        assert!(!of("first_name").is_nullable && !of("first_name").has_default);
        assert!(of("share_balance").is_total && of("id").has_default);
        assert_eq!(member.key, ["id"]);
        assert_eq!(member.reference("group_id").map(|key| key.parent), Some("savings_groups"));
        assert_eq!(member.allowed("gender").map(<[_]>::len), Some(4));
        assert!(member.uniques.contains(&vec!["group_id", "member_number"]));
        assert!(member.referred_by.len() > 20);
    }

    /// What is not understood is left to the database, which says no without naming a field.
    #[test]
    fn nearly_every_check_is_understood() {
        let others: Vec<_> =
            TABLES.values().flat_map(|table| table.other_checks.iter().map(|check| (table.name, *check))).collect();
        assert_eq!(
            others,
            [
                ("badges", "color GLOB '#[0-9A-F][0-9A-F][0-9A-F][0-9A-F][0-9A-F][0-9A-F]'"),
                ("document_approvals", "decision = 'pending' OR decided_at IS NOT NULL"),
                ("share_out_payments", "net_amount = gross_amount - loan_deduction - fine_deduction"),
            ]
        );
    }
}
