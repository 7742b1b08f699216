//! `CREATE INDEX`.

use super::Sqlite;
use super::create::check_reserved;
use super::database::{Body, Index, MAIN, TEMP};
use super::resolve::{Context, Resolver};
use super::table::check_collation;
use super::table::{check_loops, columns_read};
use crate::cursor::QualifiedName;
use crate::fault::Fault;
use crate::sqlite::ddl::{CreateIndex, Expr, ExprKind};

impl Sqlite {
    pub(super) fn create_index(&mut self, create: CreateIndex) -> Result<(), Fault> {
        let CreateIndex { name, if_not_exists, unique, table, parts, predicate, place } = create;
        let said = self.schema_of(&name)?;
        let any = self.database.find_table(None, &table.value);
        let schema = match (said, any) {
            (Some(schema), _) => schema,
            (None, Some(found)) if found.schema == TEMP => TEMP.to_owned(),
            (None, _) => MAIN.to_owned(),
        };
        let indexed = match self.database.find_table(Some(&schema), &table.value) {
            Some(found) => found,
            None if self.may_be_attached(&name) && name.schema.is_some() => return Ok(()),
            None => {
                let place = table.place;
                let missing = QualifiedName::bare(table);
                return Err(self.table_object(&missing).err().unwrap_or_else(|| {
                    Fault::new(place, format!("there is no table `{}` in the database `{schema}`", missing.name.value))
                }));
            }
        };
        if !matches!(indexed.body, Body::Table(_)) {
            let message = format!("`{}` is a {}, which has no indexes", indexed.name, indexed.noun());
            return Err(Fault::new(table.place, message));
        }
        check_reserved(&name)?;
        let called = &name.name;
        if let Some(known) = self.database.find_table(Some(&schema), &called.value) {
            let message = format!(
                "there is a {} `{}` already, and tables and indexes share their names",
                known.noun(),
                known.name
            );
            return Err(Fault::new(called.place, message).note("it was created", known.history.declared()));
        }
        if let Some(known) = self.database.find_index(Some(&schema), &called.value) {
            if if_not_exists {
                return Ok(());
            }
            return Err(Fault::new(called.place, format!("there is an index `{}` already", known.name))
                .note("it was created", known.history.declared()));
        }
        let mut index = Index { table: indexed.id, unique, parts: Vec::new(), predicate };
        for part in parts {
            index.parts.push(as_column(part.expression)?);
        }
        self.check_index(&index, false)?;
        if let Body::Table(table) = &indexed.body {
            let read = index.parts.iter().chain(index.predicate.iter().map(|(expression, _)| expression));
            check_loops(indexed, table, &columns_read(table, read), place)?;
        }
        self.new_object(schema, &name.name.value, Body::Index(index), place);
        Ok(())
    }

    /// Holds the expressions of an index to the columns of its table.
    pub(super) fn check_index(&self, index: &Index, strict: bool) -> Result<(), Fault> {
        let Some(object) = self.database.get(index.table) else { return Ok(()) };
        let Body::Table(table) = &object.body else { return Ok(()) };
        let resolve = |context: Context, expression: &Expr| {
            let resolver = Resolver::new(&self.database, &object.schema).strict(strict);
            resolver.of_table(object, table, context, &mut expression.clone()).map(drop)
        };
        index.parts.iter().try_for_each(|part| resolve(Context::Index, part))?;
        index.predicate.iter().try_for_each(|(expression, _)| resolve(Context::Predicate, expression))
    }
}

/// A string stands for a column where one is indexed.
fn as_column(mut part: Expr) -> Result<Expr, Fault> {
    if let ExprKind::Collate(collation) = &part.kind {
        check_collation(collation)?;
        part.parts = part.parts.into_iter().map(as_column).collect::<Result<_, _>>()?;
        return Ok(part);
    }
    if let ExprKind::String(value) = &part.kind {
        let name = crate::cursor::Name { value: value.clone(), place: part.place };
        part.kind = ExprKind::Name(vec![name]);
    }
    Ok(part)
}
