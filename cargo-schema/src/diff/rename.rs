//! `--rename old=new`: what has another name in B is renamed in A, and is the same then.

use schema_catalog::{Catalog, Dialect, nearest};

use super::changes::{Change, Kind, Said};
use super::declarations::Declared;
use super::side::{Side, Source};
use super::sql::Replayed;
use crate::failure::{Failure, Result};

/// A table or column, and the name that it gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rename {
    /// The table, with its schema unless that is the default one, by the name that it has when this is done.
    pub(super) table: String,
    /// The column, if it is one.
    pub(super) column: Option<String>,
    pub(super) to: String,
}

impl Rename {
    /// What `old=new` says of these tables.
    fn read(said: &str, has_table: &dyn Fn(&str) -> bool, has_column: &dyn Fn(&str, &str) -> bool) -> Option<Self> {
        let (old, to) = said.split_once('=').filter(|(old, to)| !old.is_empty() && !to.is_empty())?;
        let rename = |table: &str, column: Option<&str>| {
            let (table, column) = (table.to_owned(), column.map(str::to_owned));
            Self { table, column, to: to.to_owned() }
        };
        if has_table(old) {
            return Some(rename(old, None));
        }
        let (table, column) = old.rsplit_once('.')?;
        has_column(table, column).then(|| rename(table, Some(column)))
    }

    /// The change that it is, to be told with the others.
    pub(super) fn change(&self) -> Change {
        let said = |name: &str| Some(Said { text: name.to_owned(), place: None });
        let after = self.to.clone();
        match &self.column {
            Some(column) => Change {
                kind: Kind::Name,
                table: Some(self.table.clone()),
                name: Some(after),
                before: said(column),
                after: said(&self.to),
            },
            None => Change {
                kind: Kind::Name,
                table: Some(self.renamed_table()),
                name: None,
                before: said(&self.table),
                after: said(&self.renamed_table()),
            },
        }
    }

    /// The name of the table afterwards.
    pub(super) fn renamed_table(&self) -> String {
        match (&self.column, self.table.rsplit_once('.')) {
            (Some(_), _) => self.table.clone(),
            (None, Some((schema, _))) => format!("{schema}.{}", self.to),
            (None, None) => self.to.clone(),
        }
    }

    /// What undoes it.
    pub(super) fn back(&self) -> Self {
        let old = self.table.rsplit_once('.').map_or(self.table.as_str(), |(_, name)| name);
        match &self.column {
            Some(column) => Self { table: self.table.clone(), column: Some(self.to.clone()), to: column.clone() },
            None => Self { table: self.renamed_table(), column: None, to: old.to_owned() },
        }
    }

    /// The statement that does it.
    pub(super) fn sql(&self, dialect: Dialect) -> String {
        let table: Vec<String> = self.table.split('.').map(|part| dialect.quote(part)).collect();
        let (table, to) = (table.join("."), dialect.quote(&self.to));
        match &self.column {
            Some(column) => format!("ALTER TABLE {table} RENAME COLUMN {} TO {to};\n", dialect.quote(column)),
            None => format!("ALTER TABLE {table} RENAME TO {to};\n"),
        }
    }
}

/// Renames what A has, one after the other.
pub(super) fn apply(side: &mut Side, said: &[String]) -> Result<Vec<Rename>> {
    said.iter()
        .map(|said| match &mut side.source {
            Source::Migrations(replayed) => of_migrations(replayed, said),
            Source::Declarations(declared) => of_declarations(declared, said),
            Source::Database(_) => Err(Failure::Usage(
                "--rename is about migrations or declarations, and A is a database\n\
                 help: let B be the database, and rename the other way round"
                    .to_owned(),
            )),
        })
        .collect()
}

fn of_migrations(Replayed { migrator, programs }: &mut Replayed, said: &str) -> Result<Rename> {
    let catalog = migrator.catalog();
    let has_column =
        |table: &str, column: &str| catalog.table(table).is_some_and(|table| table.column(column).is_some());
    let rename = Rename::read(said, &|table| catalog.table(table).is_some(), &has_column)
        .ok_or_else(|| unknown(said, &names(catalog)))?;
    let sql = rename.sql(catalog.dialect());
    migrator.text(&format!("--rename {said}"), &sql)?;
    if rename.column.is_none() {
        programs.rename_tables(&[(rename.table.clone(), rename.renamed_table())].into());
    }
    programs.settle(migrator.catalog());
    Ok(rename)
}

fn of_declarations(declared: &mut Declared, said: &str) -> Result<Rename> {
    let tables = &declared.0;
    let has_column = |table: &str, column: &str| {
        tables.get(table).is_some_and(|table| table.columns.iter().any(|(name, _)| name == column))
    };
    let rename = Rename::read(said, &|table| tables.contains_key(table), &has_column).ok_or_else(|| {
        let columns = |(name, table): (&String, &super::declarations::Table)| {
            let columns: Vec<String> = table.columns.iter().map(|(column, _)| format!("{name}.{column}")).collect();
            std::iter::once(name.clone()).chain(columns).collect::<Vec<_>>()
        };
        unknown(said, &tables.iter().flat_map(columns).collect::<Vec<_>>())
    })?;
    let Some(mut table) = declared.0.remove(&rename.table) else { return Ok(rename) };
    if let Some(from) = &rename.column {
        let own = table.columns.iter_mut().map(|(name, _)| name).chain(&mut table.key);
        own.filter(|name| *name == from).for_each(|name| name.clone_from(&rename.to));
    }
    declared.0.insert(rename.renamed_table(), table);
    Ok(rename)
}

/// Every name that can be renamed.
fn names(catalog: &Catalog) -> Vec<String> {
    let mut names = Vec::new();
    for table in catalog.tables() {
        let full = catalog.full_name(table);
        names.extend(table.columns.iter().map(|column| format!("{full}.{}", column.name)));
        names.push(full);
    }
    names
}

fn unknown(said: &str, known: &[String]) -> Failure {
    let Some((old, _)) = said.split_once('=') else {
        return Failure::Usage(format!(
            "--rename {said}: this is not `old=new`\nhelp: --rename members.phone=phone_number"
        ));
    };
    // Whoever names a table means none of its columns.
    let dots = |name: &str| name.matches('.').count();
    let alike = known.iter().map(String::as_str).filter(|name| dots(name) == dots(old));
    let help = match nearest(old, alike) {
        Some(near) => format!("help: did you mean `{near}`?"),
        None => "help: name a table, or a column by `table.column`, as it is in A".to_owned(),
    };
    Failure::Usage(format!("--rename {said}: A has no table and no column `{old}`\n{help}"))
}
