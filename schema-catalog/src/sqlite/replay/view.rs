//! `CREATE VIEW`, and what a definition may name.

use super::Sqlite;
use super::database::{Body, TEMP};
use crate::cursor::QualifiedName;
use crate::fault::Fault;
use crate::sqlite::ddl::{CreateView, Expr, ExprKind, FromItem, ResultColumn, Select, Source};

impl Sqlite {
    /// What a view names need not be there: it is looked at when the view is.
    pub(super) fn create_view(&mut self, create: CreateView) -> Result<(), Fault> {
        let schema = self.schema_for_new(&create.name, create.temporary)?;
        check_query(&create.query, &schema)?;
        if !self.is_free(&schema, &create.name, create.if_not_exists)? {
            return Ok(());
        }
        let (name, place) = (create.name.name.value.clone(), create.place);
        self.new_object(schema, &name, Body::View(create), place);
        Ok(())
    }
}

/// What is kept in a database names nothing in others, unless it is temporary, and has no parameters.
pub(super) fn check_query(query: &Select, schema: &str) -> Result<(), Fault> {
    for cte in &query.with {
        check_query(&cte.query, schema)?;
    }
    for core in &query.cores {
        check_from(&core.from, schema)?;
        for column in &core.columns {
            if let ResultColumn::Expr { expression, .. } = column {
                check_expression(expression, schema)?;
            }
        }
        core.filters.iter().chain(&core.windows).try_for_each(|part| check_expression(part, schema))?;
    }
    query.order_by.iter().chain(&query.limit).try_for_each(|part| check_expression(part, schema))
}

pub(super) fn check_from(items: &[FromItem], schema: &str) -> Result<(), Fault> {
    for item in items {
        match &item.source {
            Source::Table { name, arguments } => {
                check_schema(name, schema)?;
                arguments.iter().flatten().try_for_each(|part| check_expression(part, schema))?;
            }
            Source::Query(query) => check_query(query, schema)?,
            Source::Nested(items) => check_from(items, schema)?,
        }
        item.on.iter().try_for_each(|on| check_expression(on, schema))?;
    }
    Ok(())
}

pub(super) fn check_expression(expression: &Expr, schema: &str) -> Result<(), Fault> {
    if matches!(expression.kind, ExprKind::Parameter) {
        return Err(Fault::new(expression.place, "a parameter has no value here"));
    }
    expression.parts.iter().try_for_each(|part| check_expression(part, schema))?;
    expression.queries.iter().try_for_each(|query| check_query(query, schema))
}

pub(super) fn check_schema(name: &QualifiedName, schema: &str) -> Result<(), Fault> {
    match &name.schema {
        Some(said) if schema != TEMP && !said.value.eq_ignore_ascii_case(schema) => {
            let message = format!("what is kept in `{schema}` can't name what is in `{}`", said.value);
            Err(Fault::new(said.place, message).help("what is temporary can"))
        }
        _ => Ok(()),
    }
}
