//! Two schemas compared, whatever is in them, and what is reported of it.

use std::collections::BTreeSet;

use arbitrary::{Arbitrary as _, Result, Unstructured};
use fastrand::Rng;
use schema_drift::{
    Check, Column, Engine, Enum, ForeignKey, Generated, List, Options, PrimaryKey, Rule, Schema, Table, TableKind,
    Text, Unique, Wording,
};

use crate::seeds::Seed;

/// Enough bytes for two schemas, of which none is better than another.
pub(super) fn seeds() -> Vec<Seed> {
    let seed = |number: u64| {
        let mut random = Rng::with_seed(number);
        let input = std::iter::repeat_with(|| random.u8(..)).take(2048).collect();
        Seed { name: format!("random-{number}"), input }
    };
    (0..32).map(seed).collect()
}

pub(super) fn run(input: &[u8]) {
    if let Ok([expected, found]) = schemas(&mut Unstructured::new(input)) {
        compare(&expected, &found);
    }
}

fn compare(expected: &Schema, found: &Schema) {
    for schema in [expected, found] {
        let report = Options::new().compare(schema, schema);
        assert!(report.is_clean(), "{report}\n{schema:#?}");
    }
    let report = Options::new().compare(expected, found);
    assert_eq!(report, Options::new().compare(expected, found));
    let told = report.to_string();
    for difference in &report.differences {
        assert!(told.contains(&format!("  {difference}\n")), "{told}");
    }
    assert_eq!(report.is_clean(), told == "the database is as expected");
}

/// Two schemas for one engine, with names that meet.
fn schemas(input: &mut Unstructured<'_>) -> Result<[Schema; 2]> {
    let engine = *input.choose(&[Engine::Postgres, Engine::Sqlite, Engine::Mysql])?;
    Ok([schema(engine, input)?, schema(engine, input)?])
}

fn schema(engine: Engine, input: &mut Unstructured<'_>) -> Result<Schema> {
    let mut tables: Vec<Table> = list(input, table)?;
    let mut enums: Vec<Enum> = list(input, |input| {
        Ok(Enum { schema: option(input, name)?, name: name(input)?, labels: list(input, name)?.into() })
    })?;
    // No database has two of one name.
    let mut names = BTreeSet::new();
    let mut is_first = |schema: &Option<Text>, name: &Text| {
        names.insert([schema.clone().unwrap_or_default(), name.clone()].map(|name| name.to_ascii_lowercase()))
    };
    tables.retain(|table| is_first(&table.schema, &table.name));
    enums.retain(|known| is_first(&known.schema, &known.name));
    Ok(Schema {
        engine,
        wording: *input.choose(&[Wording::AsWritten, Wording::AsPrinted])?,
        tables: tables.into(),
        enums: enums.into(),
        migrations: option(input, |input| list(input, name).map(List::from))?,
    })
}

fn table(input: &mut Unstructured<'_>) -> Result<Table> {
    let kinds = [
        TableKind::Table,
        TableKind::Partitioned,
        TableKind::Foreign,
        TableKind::Virtual,
        TableKind::View,
        TableKind::MaterializedView,
    ];
    let mut columns = list(input, column)?;
    let mut names = BTreeSet::new();
    columns.retain(|column| names.insert(column.name.to_ascii_lowercase()));
    Ok(Table {
        schema: option(input, name)?,
        name: name(input)?,
        kind: *input.choose(&kinds)?,
        partition: input.arbitrary()?,
        columns: if input.ratio(1, 16)? { None } else { Some(columns.into()) },
        primary_key: option(input, |input| {
            Ok(PrimaryKey { name: option(input, name)?, columns: list(input, name)?.into() })
        })?,
        foreign_keys: list(input, foreign_key)?.into(),
        uniques: list(input, unique)?.into(),
        checks: list(input, |input| Ok(Check { name: option(input, name)?, expression: expression(input)? }))?.into(),
        exclusions: list(input, name)?.into(),
        triggers: option(input, |input| list(input, name).map(List::from))?,
    })
}

fn column(input: &mut Unstructured<'_>) -> Result<Column> {
    let types =
        ["integer", "character varying(20)", "numeric(12,2)", "int(11) unsigned", "TEXT", "text[]", "enum('a','b')"];
    let generated = [Generated::IdentityAlways, Generated::IdentityByDefault, Generated::Stored, Generated::Virtual];
    Ok(Column {
        name: name(input)?,
        sql_type: known_or_any(input, &types)?,
        nullable: input.arbitrary()?,
        default: option(input, expression)?,
        generated: option(input, |input| input.choose(&generated).copied())?,
    })
}

fn foreign_key(input: &mut Unstructured<'_>) -> Result<ForeignKey> {
    let rules = [Rule::NoAction, Rule::Restrict, Rule::Cascade, Rule::SetNull, Rule::SetDefault];
    Ok(ForeignKey {
        name: option(input, name)?,
        columns: list(input, name)?.into(),
        parent_schema: option(input, name)?,
        parent: name(input)?,
        parent_columns: list(input, name)?.into(),
        on_delete: *input.choose(&rules)?,
        on_update: *input.choose(&rules)?,
        match_full: input.arbitrary()?,
    })
}

fn unique(input: &mut Unstructured<'_>) -> Result<Unique> {
    Ok(Unique {
        name: option(input, name)?,
        index: input.arbitrary()?,
        columns: list(input, |input| option(input, name))?.into(),
        predicate: option(input, expression)?,
        nulls_not_distinct: input.arbitrary()?,
    })
}

/// Up to four.
fn list<T>(input: &mut Unstructured<'_>, one: impl Fn(&mut Unstructured<'_>) -> Result<T>) -> Result<Vec<T>> {
    (0..input.int_in_range(0..=4)?).map(|_| one(input)).collect()
}

fn option<T>(input: &mut Unstructured<'_>, one: impl Fn(&mut Unstructured<'_>) -> Result<T>) -> Result<Option<T>> {
    if input.arbitrary()? { one(input).map(Some) } else { Ok(None) }
}

/// One of few, so that the same comes again, or any text at all.
fn known_or_any(input: &mut Unstructured<'_>, known: &[&'static str]) -> Result<Text> {
    if input.ratio(1, 16)? { any(input) } else { Ok(Text::Borrowed(input.choose(known)?)) }
}

fn any(input: &mut Unstructured<'_>) -> Result<Text> {
    Ok(Text::Owned(String::arbitrary(input)?))
}

fn name(input: &mut Unstructured<'_>) -> Result<Text> {
    known_or_any(input, &["a", "b", "A", "users", "id", "a b", "\"q\"", "é"])
}

/// Some words of expressions, one behind the other.
fn expression(input: &mut Unstructured<'_>) -> Result<Text> {
    let words = [
        "a",
        "b",
        "1",
        "'x'",
        "'x'::text",
        "NULL",
        "(",
        ")",
        " AND ",
        " OR ",
        " = ",
        " >= ",
        " IN (",
        ", ",
        " IS NOT ",
        "NOT ",
        "lower(",
        "now()",
        "CURRENT_TIMESTAMP",
        "nextval('s'::regclass)",
        "ANY (ARRAY[",
        "]",
        "-",
        "0.50",
        "`",
        "\"",
        " BETWEEN ",
        "::character varying",
        "_utf8mb4'",
        "x'00'",
        "true",
        "…",
    ];
    let mut text = String::new();
    for _ in 0..input.int_in_range(0..=8)? {
        text.push_str(&known_or_any(input, &words)?);
    }
    Ok(text.into())
}
