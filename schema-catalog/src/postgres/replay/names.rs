//! Finds objects by name, and chooses the names that the engine would choose.

use super::Postgres;
use crate::catalog::{Column, ColumnId, Relation, TEMPORARY, TableId};
use crate::cursor::{MAX_NAME, Name, QualifiedName, clip};
use crate::fault::{DUPLICATE_TABLE, Fault, UNDEFINED_COLUMN, UNDEFINED_TABLE};
use crate::suggest::nearest;

impl Postgres {
    /// The schemas in which a name without one is looked up, in order.
    pub(crate) fn path(&self) -> Vec<String> {
        let named = match self.local_search_path.as_ref().unwrap_or(&self.search_path) {
            Some(path) => path.clone(),
            None => vec![self.catalog.dialect.default_schema().to_owned()],
        };
        let exists = |schema: &String| self.catalog.schemas.contains(schema);
        std::iter::once(TEMPORARY.to_owned()).chain(named.into_iter().filter(exists)).collect()
    }

    /// The schema in which an object of this name is created.
    pub(crate) fn schema_for(&self, name: &QualifiedName, temporary: bool) -> Result<String, Fault> {
        match &name.schema {
            _ if temporary => Ok(TEMPORARY.to_owned()),
            Some(schema) => self.existing_schema(schema).map(|()| schema.value.clone()),
            None => self.path().into_iter().nth(1).ok_or_else(|| {
                Fault::new(name.place(), "no schema of the `search_path` exists to create this in")
                    .help("write `schema.name`, or set `search_path` to a schema that exists")
            }),
        }
    }

    /// Errs where there is no such schema.
    pub(crate) fn existing_schema(&self, schema: &Name) -> Result<(), Fault> {
        if self.catalog.schemas.contains(&schema.value) || schema.value == TEMPORARY {
            return Ok(());
        }
        let fault = Fault::new(schema.place, format!("there is no schema `{}`", schema.value));
        let known: Vec<&str> = self.catalog.schemas().map(|schema| schema.name.as_str()).collect();
        Err(match nearest(&schema.value, known) {
            Some(near) => fault.help(format!("did you mean `{near}`?")),
            None => fault.help(format!("create it first: CREATE SCHEMA {};", schema.value)),
        })
    }

    /// The relation of this name, with its schema.
    pub(crate) fn find_relation(&self, name: &QualifiedName) -> Option<(String, Relation)> {
        let path = match &name.schema {
            Some(schema) => vec![schema.value.clone()],
            None => self.path(),
        };
        path.into_iter().find_map(|schema| {
            let key = (schema, name.name.value.clone());
            self.catalog.relations.get(&key).map(|relation| (key.0.clone(), *relation))
        })
    }

    /// The table or view of this name.
    pub(crate) fn find_table(&self, name: &QualifiedName) -> Option<TableId> {
        match self.find_relation(name) {
            Some((_, Relation::Table(id))) => Some(id),
            _ => None,
        }
    }

    /// The table or view of this name, or the fault that there is none.
    pub(crate) fn table(&self, name: &QualifiedName) -> Result<TableId, Fault> {
        self.find_table(name).ok_or_else(|| self.no_table(name))
    }

    pub(crate) fn no_table(&self, name: &QualifiedName) -> Fault {
        let wanted = display(name);
        let fault = Fault::new(name.place(), format!("there is no table `{wanted}`")).state(UNDEFINED_TABLE);
        let known: Vec<&str> = self.catalog.tables().map(|table| table.name.as_str()).collect();
        match nearest(&name.name.value, known) {
            Some(near) => fault.help(format!("did you mean `{near}`?")),
            None => fault,
        }
    }

    /// The column of this name, or the fault that there is none.
    pub(crate) fn column(&self, table: TableId, name: &Name) -> Result<ColumnId, Fault> {
        let table = self.table_of(table);
        if let Some(column) = table.column(&name.value) {
            return Ok(column.id());
        }
        if let Some(unknown) = &table.unknown {
            return Err(Fault::refused(name.place, format!("the columns of `{}` are not known", table.name))
                .note(unknown.reason.clone(), unknown.place));
        }
        let message = format!("table `{}` has no column `{}`", table.name, name.value);
        let fault = Fault::new(name.place, message).state(UNDEFINED_COLUMN);
        if let Some((what, place)) = table.former_column(&name.value) {
            return Err(fault.note(format!("it was {what}"), place));
        }
        let known: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
        Err(match nearest(&name.value, known) {
            Some(near) => fault.help(format!("did you mean `{near}`?")),
            None => fault,
        })
    }

    pub(crate) fn columns(&self, table: TableId, names: &[Name]) -> Result<Vec<ColumnId>, Fault> {
        names.iter().map(|name| self.column(table, name)).collect()
    }

    /// Errs where the name is taken, by a relation or by a type.
    pub(crate) fn free_relation_name(&self, schema: &str, name: &Name) -> Result<(), Fault> {
        let key = (schema.to_owned(), name.value.clone());
        if let Some(relation) = self.catalog.relations.get(&key) {
            let (noun, place) = match relation {
                Relation::Table(id) => {
                    let table = self.table_of(*id);
                    (table.kind.noun(), Some(table.history.declared()))
                }
                Relation::Index(id) => ("index", self.catalog.indexes.get(id).map(|index| index.created)),
                Relation::Sequence(_) => ("sequence", None),
                Relation::Type(id) => ("type", Some(self.catalog.type_by_id(*id).history.declared())),
            };
            let message = format!("there is {} {noun} `{}` already", super::drop::article(noun), name.value);
            let fault = Fault::new(name.place, message).state(DUPLICATE_TABLE);
            return Err(match place {
                Some(place) => fault.note("it was declared", place),
                None => fault,
            });
        }
        Ok(())
    }

    /// A name that no relation and no constraint of the schema has, as PostgreSQL's `ChooseRelationName` makes it:
    /// `table_column_key`, cut to 63 bytes, with a number where it is taken.
    pub(crate) fn choose_name(&mut self, table: TableId, addition: &str, label: &str, relation: bool) -> String {
        let (schema, table) = (self.table_of(table).schema.clone(), self.table_of(table).name.clone());
        let made_of = [schema.clone(), table.clone(), addition.to_owned(), label.to_owned()];
        let freed = self.lookup.constraint_names.freed(&self.catalog.tables) + self.catalog.relations.removed();
        for number in self.lookup.chosen.first(&made_of, freed).. {
            let numbered = if number == 0 { label.to_owned() } else { format!("{label}{number}") };
            let key = (schema.clone(), make_name(&table, addition, &numbered, MAX_NAME));
            let taken = relation && self.catalog.relations.contains(&key);
            if !taken && !self.lookup.constraint_names.contains(&self.catalog.tables, &key) {
                self.lookup.chosen.choose(made_of, number);
                return key.1;
            }
        }
        unreachable!("a number that is free comes before the numbers end")
    }
}

/// A name as messages show it.
pub(crate) fn display(name: &QualifiedName) -> String {
    match &name.schema {
        Some(schema) => format!("{}.{}", schema.value, name.name.value),
        None => name.name.value.clone(),
    }
}

/// `first_second_label`, where the longer of the two first parts is cut until all fits: PostgreSQL's `makeObjectName`.
pub(crate) fn make_name(first: &str, second: &str, label: &str, longest: usize) -> String {
    let overhead = label.len() + 1 + usize::from(!second.is_empty());
    let available = longest.saturating_sub(overhead);
    let (mut first_length, mut second_length) = (first.len(), second.len());
    while first_length + second_length > available {
        if first_length > second_length {
            first_length -= 1;
        } else {
            second_length -= 1;
        }
    }
    let (first, second) = (clip(first, first_length), clip(second, second_length));
    if second.is_empty() { format!("{first}_{label}") } else { format!("{first}_{second}_{label}") }
}

/// The columns' names joined as PostgreSQL does for the name of a key.
pub(crate) fn joined<'a>(columns: impl IntoIterator<Item = &'a Column>) -> String {
    let mut out = String::new();
    for column in columns {
        if !out.is_empty() {
            out.push('_');
        }
        out.push_str(&column.name);
        if out.len() >= MAX_NAME {
            break;
        }
    }
    clip(&out, MAX_NAME).to_owned()
}

#[cfg(test)]
mod tests {
    use super::{MAX_NAME, make_name};

    #[test]
    fn long_names_are_cut_from_the_longer_part() {
        assert_eq!(make_name("users", "email", "key", MAX_NAME), "users_email_key");
        assert_eq!(make_name("users", "", "pkey", MAX_NAME), "users_pkey");
        let long = make_name(&"t".repeat(60), &"c".repeat(40), "fkey", MAX_NAME);
        assert_eq!(long, format!("{}_{}_fkey", "t".repeat(29), "c".repeat(28)));
    }
}
