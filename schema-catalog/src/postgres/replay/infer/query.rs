//! The results of a query.

use super::scope::{Columns, Named, SourceColumn, columns_of};
use super::{Inferred, Reader, Scope};
use crate::catalog::{Relation, SequenceId, TEMPORARY};
use crate::cursor::{Name, QualifiedName};
use crate::fault::Fault;
use crate::postgres::ddl::{Body, Expr, From, Item, On, Query, Select, Source, SourceKind, With};
use crate::source::Place;

/// A result of a query.
#[derive(Clone, Debug)]
pub(crate) struct Output {
    pub(crate) name: String,
    pub(crate) sql_type: Inferred,
    pub(crate) place: Place,
}

/// A source as the query sees it: what `*` gives, and the names by which it is known.
type Sourced = (Columns, Vec<Named>);

impl Reader<'_> {
    /// The results of a query. One whose columns are not known has a single result without a name, not known either.
    pub(crate) fn query(&mut self, query: &Query, outer: &Scope<'_>) -> Result<Vec<Output>, Fault> {
        let mut around = Scope::within(outer);
        for with in &query.with {
            let columns = self.with(with, query.recursive, &around)?;
            around.with.push((with.name.value.clone(), columns));
        }
        let mut outputs = self.body(&query.first, &around, &query.order, query.more.is_empty())?;
        if query.more.is_empty() {
            return Ok(outputs);
        }
        let mut all: Vec<Vec<Inferred>> = outputs.iter().map(|output| vec![output.sql_type.clone()]).collect();
        for body in &query.more {
            let more = self.body(body, &around, &[], false)?;
            let known = more.iter().chain(&outputs).all(|output| !output.name.is_empty());
            if known && more.len() != outputs.len() {
                let place = more.first().map_or(self.place, |output| output.place);
                return Err(Fault::new(place, "this query has another number of results than the one before it"));
            }
            for (types, output) in all.iter_mut().zip(more) {
                types.push(output.sql_type);
            }
        }
        for (output, types) in outputs.iter_mut().zip(all) {
            output.sql_type = self.common(types, false).of_column();
        }
        let results = outputs.iter().map(|output| (output.name.clone(), output.sql_type.clone())).collect();
        let scope = Scope { results, ..Scope::within(&around) };
        let known = outputs.iter().all(|output| !output.name.is_empty());
        for expr in query.order.iter().filter(|_| known) {
            self.expr(expr, &scope)?;
        }
        Ok(outputs)
    }

    fn with(&mut self, with: &With, recursive: bool, around: &Scope<'_>) -> Result<Columns, Fault> {
        // Of a query that reads itself, the first part tells the columns.
        let outputs = if recursive && !with.query.more.is_empty() {
            let mut scope = Scope::within(around);
            for inner in &with.query.with {
                let columns = self.with(inner, with.query.recursive, &scope)?;
                scope.with.push((inner.name.value.clone(), columns));
            }
            let first = self.body(&with.query.first, &scope, &[], false)?;
            let columns = renamed(columns_of_outputs(&first), &with.columns);
            let mut inner = Scope::within(around);
            inner.with.push((with.name.value.clone(), columns));
            self.query(&with.query, &inner)?;
            first
        } else {
            self.query(&with.query, around)?
        };
        Ok(renamed(columns_of_outputs(&outputs), &with.columns).filter(|_| !with.adds_columns))
    }

    fn body(&mut self, body: &Body, outer: &Scope<'_>, order: &[Expr], alone: bool) -> Result<Vec<Output>, Fault> {
        match body {
            Body::Select(select) => self.select(select, outer, order),
            Body::Nested(query) => {
                let outputs = self.query(query, outer)?;
                self.order_by_results(&outputs, outer, order)?;
                Ok(outputs)
            }
            Body::Values(rows) => {
                let outputs = self.values(rows, outer, alone)?;
                self.order_by_results(&outputs, outer, order)?;
                Ok(outputs)
            }
            Body::Table(name) => {
                let (columns, _) = self.table_source(name, None, outer)?;
                Ok(self.outputs_of(columns, name.place()))
            }
        }
    }

    fn order_by_results(&mut self, outputs: &[Output], outer: &Scope<'_>, order: &[Expr]) -> Result<(), Fault> {
        if outputs.iter().any(|output| output.name.is_empty()) {
            return Ok(());
        }
        let results = outputs.iter().map(|output| (output.name.clone(), output.sql_type.clone())).collect();
        let scope = Scope { results, ..Scope::within(outer) };
        order.iter().try_for_each(|expr| self.expr(expr, &scope).map(|_| ()))
    }

    /// `*` as results: one that is not known, where the columns are not.
    fn outputs_of(&self, columns: Columns, place: Place) -> Vec<Output> {
        match columns {
            Some(columns) => columns
                .into_iter()
                .filter(|column| !column.hidden)
                .map(|SourceColumn { name, sql_type, .. }| Output { name, sql_type, place })
                .collect(),
            None => {
                let mut reader = Self::new(self.replay, place);
                reader.place = place;
                let sql_type = reader.not_known("what it reads is not known");
                vec![Output { name: String::new(), sql_type, place }]
            }
        }
    }

    fn values(&mut self, rows: &[Vec<Expr>], outer: &Scope<'_>, alone: bool) -> Result<Vec<Output>, Fault> {
        let mut columns: Vec<Vec<Inferred>> = Vec::new();
        let place = self.place;
        for row in rows {
            columns.resize(columns.len().max(row.len()), Vec::new());
            for (types, value) in columns.iter_mut().zip(row) {
                types.push(self.expr(value, outer)?);
            }
        }
        let output = |(at, types): (usize, Vec<Inferred>)| {
            let sql_type = self.common(types, false);
            // A single row may still become what another part of the query asks for.
            let sql_type = if alone || rows.len() > 1 { sql_type.of_column() } else { sql_type };
            Output { name: format!("column{}", at + 1), sql_type, place }
        };
        Ok(columns.into_iter().enumerate().map(output).collect())
    }

    fn select(&mut self, select: &Select, outer: &Scope<'_>, order: &[Expr]) -> Result<Vec<Output>, Fault> {
        let mut scope = Scope::within(outer);
        for from in &select.from {
            let (columns, named) = self.from(from, &scope)?;
            scope.visible = both(scope.visible.take(), columns);
            scope.named.extend(named);
        }
        let mut outputs = Vec::new();
        for item in &select.items {
            self.item(item, &scope, &mut outputs)?;
        }
        for condition in &select.conditions {
            self.expr(condition, &scope)?;
        }
        scope.results = outputs.iter().map(|output| (output.name.clone(), output.sql_type.clone())).collect();
        for key in select.groups.iter().chain(order) {
            // A result goes before a column of the same name.
            let result = matches!(key, Expr::Column(path) if path.len() == 1
                && outputs.iter().any(|output| output.name == path[0].value));
            if !result {
                self.expr(key, &scope)?;
            }
        }
        Ok(outputs)
    }

    fn item(&mut self, item: &Item, scope: &Scope<'_>, outputs: &mut Vec<Output>) -> Result<(), Fault> {
        let Item { expr, alias, place } = item;
        match expr {
            Expr::AllOf(path) if path.is_empty() => {
                let seen = scope.visible.iter().flatten().filter(|column| !column.hidden);
                self.columns.extend(seen.filter_map(|column| column.origin));
                outputs.extend(self.outputs_of(scope.visible.clone(), *place));
            }
            Expr::AllOf(path) => {
                self.all_of(path, scope)?;
                let named = path.last().and_then(|name| scope.named.iter().find(|named| named.name == name.value));
                outputs.extend(self.outputs_of(named.and_then(|named| named.columns.clone()), *place));
            }
            Expr::Fields(_) => {
                self.expr(expr, scope)?;
                outputs.extend(self.outputs_of(None, *place));
            }
            _ => {
                self.place = *place;
                let sql_type = self.expr(expr, scope)?;
                let named = alias.as_ref().map(|alias| alias.value.clone()).or_else(|| expr.result_name());
                let name = named.unwrap_or_else(|| "?column?".to_owned());
                let place = match expr {
                    Expr::Column(path) => path.last().map_or(*place, |name| name.place),
                    _ => *place,
                };
                outputs.push(Output { name, sql_type, place });
            }
        }
        Ok(())
    }

    fn from(&mut self, from: &From, outer: &Scope<'_>) -> Result<Sourced, Fault> {
        let (mut columns, mut named) = self.source(&from.source, outer)?;
        for join in &from.joins {
            let mut scope = Scope::within(outer);
            scope.visible.clone_from(&columns);
            scope.named.clone_from(&named);
            let (right, right_named) = self.source(&join.source, &scope)?;
            let shared: Vec<String> = match &join.on {
                On::Using { columns, .. } => columns.iter().map(|name| name.value.clone()).collect(),
                On::Natural => match (&columns, &right) {
                    (Some(left), Some(right)) => {
                        let in_right = |name: &String| right.iter().any(|column| column.name == *name);
                        let seen = left.iter().filter(|column| !column.hidden);
                        seen.map(|column| column.name.clone()).filter(in_right).collect()
                    }
                    _ => Vec::new(),
                },
                On::Nothing | On::Condition(_) => Vec::new(),
            };
            if let On::Using { columns: using, .. } = &join.on {
                for name in using {
                    for side in [&columns, &right] {
                        has(side, name)?;
                    }
                }
            }
            columns = self.merged(columns, right, &shared);
            named.extend(right_named);
            match &join.on {
                On::Condition(condition) => {
                    scope.visible.clone_from(&columns);
                    scope.named.clone_from(&named);
                    self.expr(condition, &scope)?;
                }
                On::Using { alias: Some(alias), .. } => {
                    let of_alias = columns.as_ref().map(|columns| columns.iter().take(shared.len()).cloned().collect());
                    named.push(Named { name: alias.value.clone(), columns: of_alias, table: None });
                }
                _ => {}
            }
        }
        Ok((columns, named))
    }

    /// The columns of a join: those by which it joins first, and once.
    fn merged(&mut self, left: Columns, right: Columns, shared: &[String]) -> Columns {
        let (mut left, mut right) = (left?, right?);
        let mut all = Vec::new();
        for name in shared {
            let take = |side: &mut Vec<SourceColumn>| {
                side.iter().position(|column| column.name == *name).map(|at| side.remove(at))
            };
            if let (Some(one), Some(other)) = (take(&mut left), take(&mut right)) {
                self.columns.extend(one.origin.into_iter().chain(other.origin));
                let sql_type = self.common(vec![one.sql_type.clone(), other.sql_type], false);
                all.push(SourceColumn { sql_type, ..one });
            }
        }
        all.extend(left);
        all.extend(right);
        Some(all)
    }

    fn source(&mut self, source: &Source, outer: &Scope<'_>) -> Result<Sourced, Fault> {
        let alias = source.alias.as_ref().map(|alias| alias.value.as_str());
        self.place = source.place;
        let (columns, mut named) = match &source.kind {
            SourceKind::Table(name) => self.table_source(name, alias, outer)?,
            SourceKind::Query(query) => {
                let outputs = self.query(query, outer)?;
                let columns = columns_of_outputs(&outputs);
                let named = alias.map(|alias| Named { name: alias.to_owned(), columns: columns.clone(), table: None });
                (columns, named.into_iter().collect())
            }
            SourceKind::Functions { calls, declared, ordinality } => {
                self.functions(calls, declared, *ordinality, alias, outer)?
            }
            SourceKind::Joined(from) => {
                let (columns, named) = self.from(from, outer)?;
                let renamed =
                    alias.map(|alias| Named { name: alias.to_owned(), columns: columns.clone(), table: None });
                (columns, renamed.map_or(named, |only| vec![only]))
            }
        };
        if source.columns.is_empty() {
            return Ok((columns, named));
        }
        if let (Some(known), Some(extra)) = (&columns, source.columns.get(columns.as_ref().map_or(0, Vec::len))) {
            let message = format!("this has {} columns, so there is none to be called `{}`", known.len(), extra.value);
            return Err(Fault::new(extra.place, message));
        }
        let columns = renamed(columns, &source.columns);
        if let [only] = named.as_mut_slice() {
            only.columns.clone_from(&columns);
        }
        Ok((columns, named))
    }

    fn table_source(&mut self, name: &QualifiedName, alias: Option<&str>, outer: &Scope<'_>) -> Result<Sourced, Fault> {
        let known_as = alias.unwrap_or(&name.name.value).to_owned();
        let of_with = outer.with(&name.name.value).filter(|_| name.schema.is_none());
        if let Some(columns) = of_with {
            return Ok((columns.clone(), vec![Named { name: known_as, columns: columns.clone(), table: None }]));
        }
        let Some(id) = self.replay.find_table(name) else {
            // A sequence can be read like a table, and so can the engine's own tables.
            if let Some((schema, Relation::Sequence(id))) = self.replay.find_relation(name) {
                self.functions.push(reads_sequence(id));
                self.temporary |= schema == TEMPORARY;
                let columns: Columns = Some(SEQUENCE_COLUMNS.iter().map(sequence_column).collect());
                return Ok((columns.clone(), vec![Named { name: known_as, columns, table: None }]));
            }
            let schema = name.schema.as_ref().map_or("", |schema| schema.value.as_str());
            let own = schema == "information_schema" || schema == "pg_catalog" || schema == "pg_toast";
            if own || name.name.value.starts_with("pg_") {
                return Ok((None, vec![Named { name: known_as, columns: None, table: None }]));
            }
            return Err(self.replay.no_table(name));
        };
        self.tables.push(id);
        self.temporary |= self.replay.table_of(id).schema == TEMPORARY;
        let columns = columns_of(self.replay, id);
        Ok((columns.clone(), vec![Named { name: known_as, columns, table: Some(id) }]))
    }

    fn functions(
        &mut self,
        calls: &[Expr],
        declared: &[(Name, crate::postgres::ddl::TypeRef)],
        ordinality: bool,
        alias: Option<&str>,
        outer: &Scope<'_>,
    ) -> Result<Sourced, Fault> {
        let mut columns: Columns = Some(Vec::new());
        for call in calls {
            let own_name = call.result_name().unwrap_or_default();
            let name = alias.filter(|_| calls.len() == 1).map_or(own_name, str::to_owned);
            let more = match self.expr(call, outer)? {
                _ if !declared.is_empty() => {
                    let mut all = Vec::new();
                    for (name, sql_type) in declared {
                        let sql_type = Inferred::Known(self.replay.resolve_type(sql_type)?);
                        all.push(SourceColumn { name: name.value.clone(), sql_type, origin: None, hidden: false });
                    }
                    Some(all)
                }
                Inferred::Known(found) if !self.replay.is_composite(&found) => {
                    Some(vec![SourceColumn { name, sql_type: Inferred::Known(found), origin: None, hidden: false }])
                }
                _ => None,
            };
            columns = both(columns, more);
        }
        if ordinality {
            let sql_type = Inferred::builtin("int8");
            let number = SourceColumn { name: "ordinality".to_owned(), sql_type, origin: None, hidden: false };
            columns = both(columns, Some(vec![number]));
        }
        let name = alias.map(str::to_owned).or_else(|| calls.first().and_then(Expr::result_name)).unwrap_or_default();
        Ok((columns.clone(), vec![Named { name, columns, table: None }]))
    }
}

/// The columns of a sequence, which can be read like a table.
const SEQUENCE_COLUMNS: [(&str, &str); 3] = [("last_value", "int8"), ("log_cnt", "int8"), ("is_called", "bool")];

fn sequence_column((name, sql_type): &(&str, &'static str)) -> SourceColumn {
    SourceColumn { name: (*name).to_owned(), sql_type: Inferred::builtin(sql_type), origin: None, hidden: false }
}

/// How it is noted among what a query needs that it reads a sequence.
pub(crate) fn reads_sequence(id: SequenceId) -> String {
    format!("sequence {}", id.0)
}

/// Errs where a side of a join lacks a column that it is joined by.
fn has(side: &Columns, name: &Name) -> Result<(), Fault> {
    match side {
        Some(columns) if !columns.iter().any(|column| column.name == name.value) => {
            let message = format!("column `{}` is not in both of the tables that are joined by it", name.value);
            Err(Fault::new(name.place, message).state(crate::fault::UNDEFINED_COLUMN))
        }
        _ => Ok(()),
    }
}

fn both(left: Columns, right: Columns) -> Columns {
    let mut all = left?;
    all.extend(right?);
    Some(all)
}

fn columns_of_outputs(outputs: &[Output]) -> Columns {
    if outputs.iter().any(|output| output.name.is_empty()) {
        return None;
    }
    let column = |output: &Output| SourceColumn {
        name: output.name.clone(),
        sql_type: output.sql_type.clone().of_column(),
        origin: None,
        hidden: false,
    };
    Some(outputs.iter().map(column).collect())
}

fn renamed(columns: Columns, names: &[Name]) -> Columns {
    let mut columns = columns?;
    for (column, name) in columns.iter_mut().zip(names) {
        column.name.clone_from(&name.value);
    }
    Some(columns)
}
