//! What differs between two sides, by what both of them know.

use schema_catalog::{Catalog, Fact, Location, ObjectKind};
use schema_drift as drift;
use schema_drift::{Options, Schema};
use serde::Serialize;

use super::declarations::{self, Declared};
use super::outline;
use super::side::{Side, Source};
use super::sql::Replayed;
use super::sql::programs::{self, Program};
use crate::failure::{Failure, Result};
use crate::validate;

/// Something that is not the same on both sides.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Change {
    /// What of an object it is.
    pub(super) kind: Kind,
    /// The table that it is of or in, with its schema unless that is the default one.
    pub(super) table: Option<String>,
    /// Its own name, if it has one and is no table.
    pub(super) name: Option<String>,
    /// What it is in A; `null` where it is not there.
    pub(super) before: Option<Said>,
    /// What it is in B; `null` where it is not there.
    pub(super) after: Option<Said>,
}

/// What a side says of an object.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Said {
    /// Its definition, in words of SQL.
    pub(super) text: String,
    /// Where that was declared or last changed; not there where no SQL is known.
    #[serde(flatten)]
    pub(super) place: Option<Place>,
}

/// A place in the SQL.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Place {
    file: String,
    line: u32,
    column: u32,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

impl From<&Location> for Place {
    fn from(location: &Location) -> Self {
        Self { file: location.file.to_string(), line: location.line, column: location.column }
    }
}

/// What of an object differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Kind {
    /// A name that `--rename` tells.
    Name,
    Schema,
    /// An enum, a domain, or another type.
    UserType,
    /// A table or view as a whole.
    Table,
    /// A column as a whole.
    Column,
    /// The type of a column.
    Type,
    Nullability,
    Default,
    Generated,
    ColumnOrder,
    PrimaryKey,
    Constraint,
    Index,
    /// A function or procedure.
    Routine,
    Trigger,
    Extension,
    /// What a statement makes of which no more is known.
    Other,
}

impl Kind {
    /// The word for it.
    pub(super) fn noun(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Schema => "schema",
            Self::UserType | Self::Type => "type",
            Self::Table => "table",
            Self::Column => "column",
            Self::Nullability => "nullability",
            Self::Default => "default",
            Self::Generated => "generation",
            Self::ColumnOrder => "order of columns",
            Self::PrimaryKey => "primary key",
            Self::Constraint => "constraint",
            Self::Index => "index",
            Self::Routine => "routine",
            Self::Trigger => "trigger",
            Self::Extension => "extension",
            Self::Other => "object",
        }
    }
}

/// What differs, and what was not compared.
pub(super) struct Comparison {
    pub(super) changes: Vec<Change>,
    pub(super) not_compared: &'static str,
}

const OF_MIGRATIONS: &str = "sequences, collations, storage, privileges";
const OF_DATABASES: &str = "indexes that are not unique, domains, composite types, the queries of views, the bodies of \
                            triggers, routines, sequences, comments, collations, storage, privileges";
const OF_DECLARATIONS: &str = "all but tables, columns, types as Diesel has them, nullability and primary keys, which is \
                               what declarations say";

/// Everything that both sides know and that is not the same.
pub(super) fn compare(before: &Side, after: &Side) -> Result<Comparison> {
    let (changes, not_compared) = match (&before.source, &after.source) {
        (Source::Migrations(a), Source::Migrations(b)) => {
            let mut changes = of_catalogs(a.migrator.catalog(), b.migrator.catalog());
            changes.extend(of_programs(a, b));
            (changes, OF_MIGRATIONS)
        }
        (Source::Declarations(_), _) | (_, Source::Declarations(_)) => {
            (of_declarations(&declared(before)?, &declared(after)?), OF_DECLARATIONS)
        }
        _ => (of_schemas(before, after), OF_DATABASES),
    };
    Ok(Comparison { changes, not_compared })
}

/// The differences of two catalogs.
pub(super) fn of_catalogs(before: &Catalog, after: &Catalog) -> Vec<Change> {
    let default = format!("{}.", before.dialect().default_schema());
    let said = |fact: Option<&Fact>| {
        fact.map(|fact| Said { text: fact.text.clone(), place: fact.location().map(Place::from) })
    };
    let change = |difference: schema_catalog::Difference| {
        let schema_catalog::Object { kind, name, part } = &difference.object;
        let short = name.strip_prefix(&default).unwrap_or(name).to_owned();
        let named = Some(part.clone()).filter(|part| !part.is_empty());
        let (kind, table, name) = match kind {
            ObjectKind::Schema => (Kind::Schema, None, Some(short)),
            ObjectKind::Type => (Kind::UserType, None, Some(short)),
            ObjectKind::Table => (Kind::Table, Some(short), None),
            ObjectKind::Order => (Kind::ColumnOrder, Some(short), None),
            ObjectKind::Column => (Kind::Column, Some(short), named),
            ObjectKind::Constraint => {
                // One without a name is known by what it says.
                let says = |fact: &Option<Fact>| fact.as_ref().is_some_and(|fact| fact.text == *part);
                let unnamed = says(&difference.before) || says(&difference.after);
                (Kind::Constraint, Some(short), named.filter(|_| !unnamed))
            }
            ObjectKind::Index => (Kind::Index, Some(short), named),
        };
        Change { kind, table, name, before: said(difference.before.as_ref()), after: said(difference.after.as_ref()) }
    };
    // A key and the index behind it have one name, and are told once.
    let is_of_key = |catalog: &Catalog, object: &schema_catalog::Object| {
        let table = catalog.table(&object.name);
        table.is_some_and(|table| table.constraints.iter().any(|known| known.name == object.part))
    };
    let told = |difference: &schema_catalog::Difference| {
        let of_key = is_of_key(before, &difference.object) || is_of_key(after, &difference.object);
        difference.object.kind != ObjectKind::Index || !of_key
    };
    before.differences(after).into_iter().filter(told).map(change).collect()
}

/// The differences of what the catalog does not keep, by the statements that made it.
fn of_programs(before: &Replayed, after: &Replayed) -> Vec<Change> {
    let mut changes = Vec::new();
    for (kind, shown) in [
        (programs::Kind::Extension, Kind::Extension),
        (programs::Kind::Routine, Kind::Routine),
        (programs::Kind::Trigger, Kind::Trigger),
        (programs::Kind::Other, Kind::Other),
    ] {
        let said = |replayed: &Replayed, program: &Program| Said {
            text: program.text.split_whitespace().collect::<Vec<_>>().join(" "),
            place: Some(Place::from(&replayed.migrator.catalog().location(program.place))),
        };
        let mut new = after.programs.missing_in(&before.programs, kind);
        let change = |name: &str, table: Option<&String>, before: Option<Said>, after: Option<Said>| Change {
            kind: shown,
            table: table.cloned(),
            name: Some(name.to_owned()),
            before,
            after,
        };
        for gone in before.programs.missing_in(&after.programs, kind) {
            let same = new.iter().position(|new| new.name == gone.name && new.table == gone.table);
            let instead = same.map(|at| said(after, new.remove(at)));
            changes.push(change(&gone.name, gone.table.as_ref(), Some(said(before, gone)), instead));
        }
        changes.extend(new.iter().map(|new| change(&new.name, new.table.as_ref(), None, Some(said(after, new)))));
    }
    changes
}

/// The differences of what `schema-drift` knows of both.
fn of_schemas(before: &Side, after: &Side) -> Vec<Change> {
    let schema = |side: &Side| match &side.source {
        Source::Database(schema) => Some(schema.clone()),
        Source::Migrations(replayed) => Some(Schema::from_catalog(replayed.migrator.catalog(), None)),
        Source::Declarations(_) => None,
    };
    let (Some(expected), Some(mut found)) = (schema(before), schema(after)) else { return Vec::new() };
    // Which migrations are noted is no part of the schema.
    found.migrations = None;
    // All that is there counts, in whatever schema.
    let schemas = found.tables.iter().filter_map(|table| table.schema.as_deref().map(str::to_owned));
    let report = schemas.fold(Options::new(), Options::schema).compare(&expected, &found);
    let change = |difference: drift::Difference| {
        let kind = kind(difference.kind);
        let said = |side: &Side, text: Option<&String>| {
            text.map(|text| {
                let place = side.catalog().and_then(|catalog| {
                    let place = validate::place(catalog, difference.table.as_deref()?, difference.name.as_deref())?;
                    Some(Place::from(&catalog.location(place)))
                });
                let text = text.strip_prefix("a column ").unwrap_or(text);
                Said { text: text.strip_prefix("a ").unwrap_or(text).to_owned(), place }
            })
        };
        let (before, after) = (said(before, difference.expected.as_ref()), said(after, difference.found.as_ref()));
        Change { kind, table: difference.table.clone(), name: difference.name.clone(), before, after }
    };
    report.differences.into_iter().map(change).collect()
}

fn kind(kind: drift::Kind) -> Kind {
    match kind {
        drift::Kind::Enum => Kind::UserType,
        drift::Kind::Column => Kind::Column,
        drift::Kind::Type => Kind::Type,
        drift::Kind::Nullability => Kind::Nullability,
        drift::Kind::Default => Kind::Default,
        drift::Kind::Generated => Kind::Generated,
        drift::Kind::ColumnOrder => Kind::ColumnOrder,
        drift::Kind::PrimaryKey => Kind::PrimaryKey,
        drift::Kind::ForeignKey | drift::Kind::Unique | drift::Kind::Check | drift::Kind::Exclusion => Kind::Constraint,
        drift::Kind::Trigger => Kind::Trigger,
        _ => Kind::Table,
    }
}

/// What Diesel would declare for a side.
fn declared(side: &Side) -> Result<Declared> {
    let of = |catalog: &Catalog| {
        Declared::of(catalog)
            .map_err(|error| Failure::Usage(format!("{}: the declarations of this: {error}", side.name)))
    };
    match &side.source {
        Source::Declarations(declared) => Ok(declared.clone()),
        Source::Migrations(replayed) => of(replayed.migrator.catalog()),
        Source::Database(schema) => of(&outline::catalog(schema, &side.name)?),
    }
}

/// The differences of two sets of declarations. A view that is declared on one side only is none: diesel_cli declares
/// none unless it is told to.
fn of_declarations(before: &Declared, after: &Declared) -> Vec<Change> {
    let mut changes = Vec::new();
    let said = |text: String| Some(Said { text, place: None });
    let mut names: Vec<&String> = before.0.keys().chain(after.0.keys()).collect();
    names.sort();
    names.dedup();
    for name in names {
        let (a, b) = (before.0.get(name), after.0.get(name));
        let mut add = |kind: Kind, part: Option<&str>, before: Option<Said>, after: Option<Said>| {
            let (table, name) = (Some(name.clone()), part.map(str::to_owned));
            changes.push(Change { kind, table, name, before, after });
        };
        let (a, b) = match (a, b) {
            (Some(a), Some(b)) => (a, b),
            (one, other) => {
                if !one.or(other).is_some_and(|only| only.is_view) {
                    add(
                        Kind::Table,
                        None,
                        one.and_then(|_| said("TABLE".to_owned())),
                        other.and_then(|_| said("TABLE".to_owned())),
                    );
                }
                continue;
            }
        };
        let of = |table: &declarations::Table, column: &str| {
            table.columns.iter().find(|(name, _)| name == column).and_then(|(_, sql_type)| said(sql_type.clone()))
        };
        for (column, sql_type) in &a.columns {
            let there = of(b, column);
            if there.as_ref().is_none_or(|there| there.text != *sql_type) {
                add(Kind::Column, Some(column), said(sql_type.clone()), there);
            }
        }
        for (column, sql_type) in b.columns.iter().filter(|(column, _)| of(a, column).is_none()) {
            add(Kind::Column, Some(column), None, said(sql_type.clone()));
        }
        if a.key != b.key && !(a.is_view || b.is_view) {
            add(Kind::PrimaryKey, None, said(a.key.join(", ")), said(b.key.join(", ")));
        }
    }
    changes
}
