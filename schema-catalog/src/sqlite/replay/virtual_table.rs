//! `CREATE VIRTUAL TABLE`.

use std::collections::BTreeSet;

use super::Sqlite;
use super::database::{Body, Virtual, fold};
use super::modules::{self, Module};
use crate::catalog::ColumnId;
use crate::fault::Fault;
use crate::source::Place;
use crate::sqlite::ddl::{self, CreateVirtual, Ddl};
use crate::statements::{Script, Statements};

impl Sqlite {
    pub(super) fn create_virtual(&mut self, create: &CreateVirtual) -> Result<(), Fault> {
        let CreateVirtual { name, if_not_exists, module, arguments, place } = create;
        let schema = self.schema_for_new(name, false)?;
        if !self.is_free(&schema, name, *if_not_exists)? {
            return Ok(());
        }
        let called = &name.name.value;
        let known = modules::module(called, &module.value, arguments);
        let (columns, shadows) = match known {
            Some(Module { columns, shadows }) => (Some(columns), shadows),
            None => (None, Vec::new()),
        };
        let columns: Option<Vec<_>> = columns.map(|columns| {
            let numbered = columns.into_iter().zip(1..);
            numbered.map(|((name, sql_type, hidden), id)| (ColumnId(id), name, sql_type, hidden)).collect()
        });
        let mut names = BTreeSet::new();
        if let Some((_, twice, ..)) = columns.iter().flatten().find(|(_, name, ..)| !names.insert(fold(name))) {
            return Err(Fault::new(*place, format!("column `{twice}` is there twice")));
        }
        let table = Virtual {
            columns,
            module: module.value.clone(),
            shadows: shadows.iter().map(|(ending, _)| *ending).collect(),
        };
        self.new_object(schema.clone(), called, Body::Virtual(table), *place);
        for (ending, definition) in &shadows {
            let quoted = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
            let table = format!("{}.{}", quoted(&schema), quoted(&format!("{called}{ending}")));
            self.create_shadow(&format!("CREATE TABLE {table}{definition}"), *place)?;
        }
        Ok(())
    }

    /// Creates a table that a module keeps data in.
    fn create_shadow(&mut self, sql: &str, place: Place) -> Result<(), Fault> {
        let dialect = self.catalog.dialect;
        let script = Script { dialect, file: place.file, text: sql, start: 0, end: sql.len(), within: Some(place) };
        for statement in Statements::of(&script) {
            if let (Ddl::CreateTable(create), _) = ddl::statement(&statement?)? {
                self.create_table(*create)?;
            }
        }
        Ok(())
    }
}
