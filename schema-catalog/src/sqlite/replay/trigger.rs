//! `CREATE TRIGGER`.

use super::Sqlite;
use super::create::check_reserved;
use super::database::{Body, MAIN, TEMP, Trigger};
use super::view::{check_expression, check_from, check_query, check_schema};
use crate::fault::Fault;
use crate::sqlite::ddl::{CreateTrigger, Step, Timing};

impl Sqlite {
    pub(super) fn create_trigger(&mut self, create: CreateTrigger) -> Result<(), Fault> {
        if create.temporary
            && let Some(schema) = &create.name.schema
        {
            return Err(Fault::new(schema.place, "the name of a temporary trigger has no database before it"));
        }
        let said = self.schema_of(&create.name)?;
        let schema = self.schema_of(&create.table)?;
        let found = self.database.find_table(schema.as_deref(), &create.table.name.value);
        let any = found.map(|found| found.schema.clone());
        let schema = match (said, create.temporary, any) {
            (Some(schema), ..) => schema,
            (None, true, _) => TEMP.to_owned(),
            (None, false, Some(of)) if of == TEMP => TEMP.to_owned(),
            (None, false, _) => MAIN.to_owned(),
        };
        check_schema(&create.table, &schema)?;
        let table_schema = match &create.table.schema {
            Some(_) => self.schema_of(&create.table)?,
            None if schema == TEMP => None,
            None => Some(schema.clone()),
        };
        let Some(table) = self.database.find_table(table_schema.as_deref(), &create.table.name.value) else {
            self.table_object(&create.table)?;
            return Err(Fault::new(create.table.place(), format!("there is no such table in `{schema}`")));
        };
        let wrong = match &table.body {
            Body::Virtual(_) => Some("a virtual table has no triggers"),
            Body::View(_) if create.timing != Timing::InsteadOf => Some("a view has triggers `INSTEAD OF` only"),
            Body::Table(_) if create.timing == Timing::InsteadOf => Some("`INSTEAD OF` is for views"),
            _ => None,
        };
        check_reserved(&create.name)?;
        if let Some(known) = self.database.find_trigger(Some(&schema), &create.name.name.value) {
            if create.if_not_exists {
                return Ok(());
            }
            return Err(Fault::new(create.name.place(), format!("there is a trigger `{}` already", known.name))
                .note("it was created", known.history.declared()));
        }
        if let Some(wrong) = wrong {
            return Err(Fault::new(create.table.place(), wrong));
        }
        create.when.iter().try_for_each(|when| check_expression(when, &schema))?;
        create.steps.iter().try_for_each(|step| check_step(step, &schema))?;
        let (id, name, place) = (table.id, create.name.name.value.clone(), create.place);
        self.new_object(schema, &name, Body::Trigger(Trigger { table: id, definition: create }), place);
        Ok(())
    }
}

fn check_step(step: &Step, schema: &str) -> Result<(), Fault> {
    match step {
        Step::Select(query) => check_query(query, schema),
        Step::Insert { query, upserts, .. } => {
            query.iter().try_for_each(|query| check_query(query, schema))?;
            let sets = upserts.iter().flat_map(|upsert| upsert.sets.iter().map(|(_, value)| value));
            let others = upserts.iter().flat_map(|upsert| &upsert.expressions);
            sets.chain(others).try_for_each(|part| check_expression(part, schema))
        }
        Step::Update { sets, from, filter, .. } => {
            check_from(from, schema)?;
            sets.iter().map(|(_, value)| value).chain(filter).try_for_each(|part| check_expression(part, schema))
        }
        Step::Delete { filter, .. } => filter.iter().try_for_each(|part| check_expression(part, schema)),
    }
}
