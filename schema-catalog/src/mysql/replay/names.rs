//! Finds objects by name.

use super::Mysql;
use super::definition::{Definition, Draft, TableName, same};
use crate::catalog::{Column, ColumnId, Relation, TEMPORARY, Table, TableId};
use crate::cursor::{Name, QualifiedName};
use crate::fault::{DUPLICATE_TABLE, Fault, UNDEFINED_COLUMN, UNDEFINED_TABLE};
use crate::suggest::nearest;

/// The longest name: <https://dev.mysql.com/doc/refman/8.4/en/identifier-length.html>.
const MAX_NAME: usize = 64;

impl Mysql {
    /// The database that a name is of.
    pub(crate) fn database_of(&self, name: &QualifiedName) -> Result<String, Fault> {
        let Some(schema) = &name.schema else { return Ok(self.settings.database.clone()) };
        self.existing_database(schema)?;
        Ok(schema.value.clone())
    }

    /// Errs where no migration has created the database.
    pub(crate) fn existing_database(&self, name: &Name) -> Result<(), Fault> {
        if self.databases.contains(&name.value) {
            return Ok(());
        }
        let message = format!("the migrations create no database `{}`", name.value);
        Err(Fault::refused(name.place, message).help(
            "names without a database are of the one that the migrations run in, whose name they do not tell; leave the \
             database out, or create it first",
        ))
    }

    /// The database and name of a table that is created or renamed to this.
    pub(crate) fn new_name(&self, name: &QualifiedName) -> Result<TableName, Fault> {
        let database = self.database_of(name)?;
        check_name(&name.name, "table")?;
        Ok((database, name.name.value.clone()))
    }

    /// The table of this name; a temporary one hides others.
    pub(crate) fn find_table(&self, name: &QualifiedName) -> Result<Option<TableId>, Fault> {
        let database = self.database_of(name)?;
        let hiding = self.catalog.table_in(TEMPORARY, &name.name.value);
        Ok(hiding.or_else(|| self.catalog.table_in(&database, &name.name.value)).map(Table::id))
    }

    /// The table or view of this name, or the fault that there is none.
    pub(crate) fn table(&self, name: &QualifiedName) -> Result<TableId, Fault> {
        self.find_table(name)?.ok_or_else(|| self.no_table(name))
    }

    pub(crate) fn no_table(&self, name: &QualifiedName) -> Fault {
        let wanted = &name.name.value;
        let fault = Fault::new(name.place(), format!("there is no table `{wanted}`")).state(UNDEFINED_TABLE);
        if let Some(other) = self.catalog.tables().find(|table| same(&table.name, wanted) && table.name != *wanted) {
            return fault.help(format!("there is `{}`: names of tables differ by case", other.name));
        }
        match nearest(wanted, self.catalog.tables().map(|table| table.name.as_str())) {
            Some(near) => fault.help(format!("did you mean `{near}`?")),
            None => fault,
        }
    }

    /// Errs where the name is taken, by a table, a view or a sequence.
    pub(crate) fn free_name(&self, database: &str, name: &Name) -> Result<(), Fault> {
        let taken = self.catalog.relations.get(&(database.to_owned(), name.value.clone()));
        let Some(relation) = taken else { return Ok(()) };
        let (noun, place) = match relation {
            Relation::Table(id) => {
                let table = self.catalog.table_by_id(*id);
                (table.kind.noun(), Some(table.history.declared()))
            }
            _ => ("sequence", None),
        };
        let message = format!("there is a {noun} `{}` already", name.value);
        let fault = Fault::new(name.place, message).state(DUPLICATE_TABLE);
        Err(match place {
            Some(place) => fault.note("it was declared", place),
            None => fault,
        })
    }

    /// What the engine keeps of a table.
    pub(crate) fn definition(&self, id: TableId) -> &Definition {
        self.catalog.definitions.get(&id).expect("a definition is kept with each table, and goes with it")
    }

    /// A table to be changed.
    pub(crate) fn draft(&self, id: TableId) -> Draft {
        let table = self.catalog.table_by_id(id).clone();
        let temporary = table.schema == TEMPORARY;
        Draft { table, definition: self.definition(id).clone(), temporary }
    }
}

/// Errs where the engine takes no such name.
pub(crate) fn check_name(name: &Name, what: &str) -> Result<(), Fault> {
    if name.value.chars().count() > MAX_NAME {
        let message = format!("this name has more than {MAX_NAME} characters, which no {what} can have");
        return Err(Fault::new(name.place, message));
    }
    if name.value.ends_with(' ') {
        return Err(Fault::new(name.place, format!("the name of a {what} can't end with a space")));
    }
    Ok(())
}

/// The column of this name.
pub(crate) fn find_column<'t>(table: &'t Table, name: &str) -> Option<&'t Column> {
    table.columns.iter().find(|column| same(&column.name, name))
}

/// The column of this name, or the fault that there is none.
pub(crate) fn column(table: &Table, name: &Name) -> Result<ColumnId, Fault> {
    find_column(table, &name.value).map(Column::id).ok_or_else(|| no_column(table, name))
}

pub(crate) fn no_column(table: &Table, name: &Name) -> Fault {
    if let Some(unknown) = &table.unknown {
        return Fault::refused(name.place, format!("the columns of `{}` are not known", table.name))
            .note(unknown.reason.clone(), unknown.place);
    }
    let message = format!("table `{}` has no column `{}`", table.name, name.value);
    let fault = Fault::new(name.place, message).state(UNDEFINED_COLUMN);
    let former = table.former_columns.newest_first().find(|(former, ..)| same(former, &name.value));
    if let Some((_, what, place)) = former {
        return fault.note(format!("it was {what}"), *place);
    }
    match nearest(&name.value, table.columns.iter().map(|column| column.name.as_str())) {
        Some(near) => fault.help(format!("did you mean `{near}`?")),
        None => fault,
    }
}

/// The columns that the names in an expression are of.
pub(crate) fn columns_named(table: &Table, names: &[String]) -> Vec<ColumnId> {
    let mut found: Vec<ColumnId> = names.iter().filter_map(|name| find_column(table, name)).map(Column::id).collect();
    found.sort_unstable();
    found.dedup();
    found
}
