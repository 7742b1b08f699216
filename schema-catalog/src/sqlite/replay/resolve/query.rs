//! What the parts of a query name, and the columns of its result.

use std::rc::Rc;

use super::super::affinity::{Affinity, Typed};
use super::super::database::{Body, Object, fold};
use super::super::modules;
use super::expression::is_passed_through;
use super::relation::{Meaning, relation_of_table};
use super::{Change, Output, Outputs, Relation, Resolver, Scope};
use crate::catalog::ColumnId;
use crate::cursor::{Name, QualifiedName};
use crate::fault::Fault;
use crate::source::Place;
use crate::sqlite::ddl::{Core, CreateView, Expr, ExprKind, FromItem, ResultColumn, Select, Source};

impl Resolver<'_> {
    /// The columns of a query's result.
    pub(super) fn select(&mut self, query: &mut Select) -> Result<Outputs, Fault> {
        let with = self.with.len();
        for cte in &mut query.with {
            let name = fold(&cte.name.value);
            let columns = if cte.query.cores.len() > 1 {
                // What stands first in a recursive query tells its columns.
                let mut first = cte.query.clone();
                first.cores.truncate(1);
                first.order_by.clear();
                first.limit.clear();
                let columns = self.select(&mut first)?;
                self.with.push((name.clone(), named_by(columns, &cte.columns)?));
                let columns = self.select(&mut cte.query)?;
                self.with.pop();
                columns
            } else {
                self.select(&mut cte.query)?
            };
            self.with.push((name, named_by(columns, &cte.columns)?));
        }
        let outputs = self.cores(query);
        self.with.truncate(with);
        outputs
    }

    fn cores(&mut self, query: &mut Select) -> Result<Outputs, Fault> {
        let several = query.cores.len() > 1;
        let mut all: Vec<Outputs> = Vec::with_capacity(query.cores.len());
        let place = query.cores.first().map(|core| core.place);
        for core in &mut query.cores {
            let order_by = if several { &mut [] } else { query.order_by.as_mut_slice() };
            all.push(self.core(core, order_by)?);
        }
        for limit in &mut query.limit {
            self.expression(limit)?;
        }
        let mut known = Vec::with_capacity(all.len());
        for outputs in all {
            match outputs {
                Some(outputs) => known.push(outputs),
                None => return Ok(None),
            }
        }
        let Some(first) = known.first() else { return Ok(None) };
        if let (Some(place), true) = (place, known.iter().any(|outputs| outputs.len() != first.len())) {
            return Err(Fault::new(place, "the queries that are put together have different numbers of columns"));
        }
        if !several {
            return Ok(Some(Rc::clone(first)));
        }
        let together = |(at, output): (usize, &Output)| {
            let parts: Vec<Typed> = known.iter().map(|outputs| outputs[at].typed.clone()).collect();
            Output { typed: Typed::together(&parts, Affinity::None), last: parts.last().cloned(), ..output.clone() }
        };
        let outputs: Vec<Output> = first.iter().enumerate().map(together).collect();
        for expression in &mut query.order_by {
            let names_result = expression.without_collate().bare_name().is_none_or(|name| {
                known.iter().any(|part| part.iter().any(|output| output.name.eq_ignore_ascii_case(name)))
            });
            if !names_result {
                let message = "what the whole is sorted by is no column of its result";
                return Err(Fault::new(expression.place, message));
            }
        }
        Ok(Some(Rc::new(outputs)))
    }

    fn core(&mut self, core: &mut Core, order_by: &mut [Expr]) -> Result<Outputs, Fault> {
        let scope = self.from(&mut core.from)?;
        self.scopes.push(scope);
        let outputs = self.core_in_scope(core, order_by);
        self.scopes.pop();
        outputs
    }

    fn core_in_scope(&mut self, core: &mut Core, order_by: &mut [Expr]) -> Result<Outputs, Fault> {
        self.on(&mut core.from)?;
        let mut outputs = Some(Vec::new());
        let mut aliases = Vec::new();
        for column in &mut core.columns {
            match column {
                ResultColumn::Star => {
                    if core.from.is_empty() {
                        return Err(Fault::new(core.place, "there is no table that `*` could stand for"));
                    }
                    self.star(None, &mut outputs);
                }
                ResultColumn::TableStar(table) => {
                    let any = self.star(Some(&table.value), &mut outputs);
                    if !any {
                        return Err(Fault::new(
                            table.place,
                            format!("there is no table `{}` in this query", table.value),
                        ));
                    }
                    self.rename_qualifier(table);
                }
                ResultColumn::Expr { expression, alias, text } => {
                    let known = self.replaced.len();
                    let (typed, name) = self.result(expression)?;
                    // They stand in the texts around this one as well.
                    for (place, string) in &self.replaced[known..] {
                        text.replace(*place, |token| match (&self.change, string) {
                            (_, Some(string)) => format!("'{}'", string.replace('\'', "''")),
                            (Some(change), None) => change.written(token),
                            (None, None) => token.to_owned(),
                        });
                    }
                    let text = text.to_string();
                    let written = expression.written_name().map_or_else(|| text.clone(), str::to_owned);
                    let (name, inner_name) = match (&*alias, name) {
                        (Some(alias), _) => (alias.value.clone(), None),
                        (None, Some(name)) => (name, Some(written)),
                        (None, None) => (text.clone(), Some(written).filter(|name| !name.is_empty())),
                    };
                    if let Some(alias) = alias {
                        aliases.push((fold(&alias.value), typed.clone()));
                    }
                    let at = outputs.as_ref().map_or(0, Vec::len) + 1;
                    let boolean = name.eq_ignore_ascii_case("true") || name.eq_ignore_ascii_case("false");
                    let name = if boolean || text.is_empty() { format!("column{at}") } else { name };
                    if let Some(outputs) = &mut outputs {
                        outputs.push(Output { inner_name, ..Output::new(name, typed) });
                    }
                }
            }
        }
        if let Some(scope) = self.scopes.last_mut() {
            scope.aliases = aliases;
        }
        for expression in core.filters.iter_mut().chain(&mut core.windows) {
            self.expression(expression)?;
        }
        for expression in order_by {
            self.sorted_by(expression)?;
        }
        Ok(outputs.map(Rc::new))
    }

    /// What a query is sorted by: an alias goes before a column of that name.
    fn sorted_by(&mut self, expression: &mut Expr) -> Result<(), Fault> {
        let name = expression.without_collate().bare_name().map(fold);
        let alias = self
            .scopes
            .last()
            .is_some_and(|scope| name.is_some_and(|name| scope.aliases.iter().any(|(alias, _)| *alias == name)));
        if alias { Ok(()) } else { self.expression(expression).map(drop) }
    }

    /// An expression of a result, and the name that it gives to its column.
    fn result(&mut self, expression: &mut Expr) -> Result<(Typed, Option<String>), Fault> {
        let typed = self.expression(expression)?;
        let mut inner = &*expression;
        loop {
            inner = inner.without_collate();
            match (&inner.kind, inner.parts.first()) {
                (ExprKind::Function(called), Some(first)) if is_passed_through(&called.name.value) => inner = first,
                _ => break,
            }
        }
        let names = match &inner.kind {
            ExprKind::Name(names) => names.as_slice(),
            ExprKind::DoubleQuoted(name) => std::slice::from_ref(name),
            _ => return Ok((typed, None)),
        };
        // The column is called as its table calls it, not as the query writes it.
        let name = match self.look_up(names, false) {
            Ok(Some(Meaning::Column { name, .. })) => Some(name),
            // A string in double quotes is called as it is written, quotes and all.
            _ if matches!(inner.kind, ExprKind::DoubleQuoted(_)) => None,
            _ => names.last().map(|name| name.value.clone()),
        };
        Ok((typed, name))
    }

    /// Adds the columns that `*` or `table.*` stands for. Says whether there is such a table.
    fn star(&self, table: Option<&str>, outputs: &mut Option<Vec<Output>>) -> bool {
        let Some(scope) = self.scopes.last() else { return false };
        let mut any = false;
        for (at, relation) in scope.relations.iter().enumerate() {
            if table.is_some_and(|table| !relation.is_called(table)) {
                continue;
            }
            any = true;
            let (Some(outputs), Some(columns)) = (outputs.as_mut(), &relation.columns) else {
                *outputs = None;
                continue;
            };
            for column in columns.iter().filter(|column| !column.hidden) {
                let shared = |name: &String| name.eq_ignore_ascii_case(&column.name);
                if table.is_none() && at > 0 && relation.shared.iter().any(shared) {
                    continue;
                }
                outputs.push(Output { origin: None, ..column.clone() });
            }
        }
        any
    }

    /// Reads what rows come from.
    pub(super) fn from(&mut self, items: &mut [FromItem]) -> Result<Scope, Fault> {
        let mut relations: Vec<Relation> = Vec::new();
        for item in items {
            let alias = item.alias.as_ref().map(|alias| alias.value.clone());
            let first = relations.len();
            match &mut item.source {
                Source::Table { name, arguments } => {
                    let relation = match arguments {
                        None => self.named(name, alias)?,
                        Some(arguments) => {
                            self.scopes.push(Scope { relations: relations.clone(), ..Scope::default() });
                            let done = arguments.iter_mut().try_for_each(|part| self.expression(part).map(drop));
                            self.scopes.pop();
                            done?;
                            self.table_function(name, alias)?
                        }
                    };
                    relations.push(relation);
                }
                Source::Query(query) => {
                    let columns = self.select(query)?.map(|columns| Rc::new(unique_names(&inner_names(&columns))));
                    relations.push(Relation::of_query(alias.unwrap_or_default(), columns));
                }
                Source::Nested(items) => {
                    let inner = self.from(items)?.relations;
                    match alias {
                        Some(alias) => {
                            let columns: Option<Vec<&[Output]>> = inner
                                .iter()
                                .map(|relation| relation.columns.as_ref().map(|all| all.as_slice()))
                                .collect();
                            let columns = columns.map(|all| Rc::new(unique_names(&all.concat())));
                            relations.push(Relation::of_query(alias, columns));
                        }
                        None => relations.extend(inner),
                    }
                }
            }
            let (before, joined) = relations.split_at_mut(first);
            for relation in &mut *joined {
                let using = item.joined.using.iter().map(|name| name.value.clone());
                relation.shared.extend(using);
                if item.joined.natural {
                    relation.shared.extend(relation.names_shared_with(before));
                }
                relation.left |= item.joined.left;
                relation.right |= item.joined.right;
            }
            for name in &item.joined.using {
                check_using(before, joined, name)?;
            }
        }
        Ok(Scope { relations, ..Scope::default() })
    }

    /// The conditions of joins.
    pub(super) fn on(&mut self, items: &mut [FromItem]) -> Result<(), Fault> {
        for item in items {
            if let Some(expression) = &mut item.on {
                self.expression(expression)?;
            }
            if let (Source::Nested(items), None) = (&mut item.source, &item.alias) {
                self.on(items)?;
            }
        }
        Ok(())
    }

    /// A table, a view or a query of `WITH` by its name.
    pub(super) fn named(&mut self, name: &mut QualifiedName, alias: Option<String>) -> Result<Relation, Fault> {
        if name.schema.is_none() {
            let folded = fold(&name.name.value);
            if let Some((_, columns)) = self.with.iter().rev().find(|(known, _)| *known == folded) {
                return Ok(Relation { alias, ..Relation::of_query(name.name.value.clone(), columns.clone()) });
            }
        }
        let schema = name.schema.as_ref().map(|schema| fold(&schema.value)).or_else(|| self.schema.clone());
        let database = self.database;
        let Some(object) = database.find_table(schema.as_deref(), &name.name.value) else {
            let attached = match &schema {
                Some(schema) => database.further.contains(schema),
                None => !database.further.is_empty(),
            };
            // What an attached database holds is not known.
            return match self.of_engine(name, alias.clone()) {
                Err(_) if attached => Ok(Relation { alias, ..Relation::of_query(name.name.value.clone(), None) }),
                found => found,
            };
        };
        let relation = Relation { alias, ..self.relation(object, name.place())? };
        if let Some(Change::Table { table, to }) = &self.change
            && relation.object == Some(*table)
        {
            name.name.value.clone_from(to);
            self.replaced.push((name.name.place, None));
        }
        Ok(relation)
    }

    /// A table that the engine has of itself.
    fn of_engine(&self, name: &QualifiedName, alias: Option<String>) -> Result<Relation, Fault> {
        let columns = match fold(&name.name.value).as_str() {
            "sqlite_schema" | "sqlite_master" | "sqlite_temp_schema" | "sqlite_temp_master" => Some(
                [("type", "TEXT"), ("name", "TEXT"), ("tbl_name", "TEXT"), ("rootpage", "INT"), ("sql", "TEXT")]
                    .as_slice(),
            ),
            "sqlite_sequence" => Some([("name", ""), ("seq", "")].as_slice()),
            called if modules::is_table_function(called) || called.starts_with("sqlite_stat") || called == "dbstat" => {
                None
            }
            _ => {
                let schema = name.schema.as_ref().map_or(String::new(), |schema| format!("{}.", schema.value));
                let message = format!("there is no table `{schema}{}`", name.name.value);
                return Err(Fault::new(name.place(), message));
            }
        };
        let columns = columns.map(|columns| {
            let typed = |sql_type: &str| Typed::column(Some(sql_type.to_owned()), Affinity::of_column(sql_type));
            Rc::new(columns.iter().map(|(name, sql_type)| Output::new(*name, typed(sql_type))).collect::<Vec<_>>())
        });
        let rowid = columns.is_some().then_some(None);
        Ok(Relation { alias, rowid, ..Relation::of_query(name.name.value.clone(), columns) })
    }

    /// A function that stands where a table does.
    fn table_function(&self, name: &QualifiedName, alias: Option<String>) -> Result<Relation, Fault> {
        let called = fold(&name.name.value);
        let columns = modules::function_columns(&called).map(|columns| {
            let output = |(name, sql_type, hidden): &(&str, &str, bool)| Output {
                hidden: *hidden,
                ..Output::new(*name, Typed::column(Some((*sql_type).to_owned()), Affinity::of_column(sql_type)))
            };
            Rc::new(columns.iter().map(output).collect::<Vec<_>>())
        });
        Ok(Relation { alias, ..Relation::of_query(name.name.value.clone(), columns) })
    }

    /// A table or view.
    pub(super) fn relation(&mut self, object: &Object, place: Place) -> Result<Relation, Fault> {
        match &object.body {
            Body::Table(table) => Ok(relation_of_table(object, table)),
            Body::Virtual(table) => {
                let columns = table.columns.as_ref().map(|columns| {
                    let output = |(id, name, sql_type, hidden): &(ColumnId, String, String, bool)| {
                        // The word `HIDDEN` is a type until the module has declared its table, and its affinity stays.
                        let affinity = if *hidden { Affinity::Numeric } else { Affinity::of_column(sql_type) };
                        let typed = Typed::column(Some(sql_type.clone()), affinity);
                        Output { hidden: *hidden, origin: Some(*id), ..Output::new(name, typed) }
                    };
                    Rc::new(columns.iter().map(output).collect::<Vec<_>>())
                });
                Ok(Relation { rowid: Some(None), ..Relation::of_object(object, columns) })
            }
            Body::View(view) => {
                let columns = self.columns_of_view(object, view, place)?;
                Ok(Relation::of_object(object, columns))
            }
            Body::Index(_) | Body::Trigger(_) => Ok(Relation::of_object(object, None)),
        }
    }

    /// The columns of a view that is named in another query: looked up once.
    fn columns_of_view(&mut self, object: &Object, view: &CreateView, place: Place) -> Result<Outputs, Fault> {
        const DEEPEST: usize = 60;
        if let Some(known) = self.views.borrow().get(&object.id) {
            return known.clone();
        }
        if self.within.contains(&object.id) {
            return Err(Fault::new(place, format!("the view `{}` reads itself", object.name)));
        }
        if self.within.len() > DEEPEST {
            return Err(Fault::refused(place, "views that read views are nested too deep"));
        }
        let mut inner = self.inner(object);
        let columns = inner.view(&mut view.clone());
        let selected = inner.selected;
        let columns = match (columns, selected) {
            // The engine counts only when it runs the query.
            (Ok(Some(_)), Some(count)) if self.runs && !view.columns.is_empty() && count != view.columns.len() => {
                let message = format!(
                    "the view `{}` names {} columns, and its query has {count}",
                    object.name,
                    view.columns.len()
                );
                Err(Fault::new(place, message))
            }
            (columns, _) => columns,
        };
        let outside = |columns: Rc<Vec<Output>>| Rc::new(columns.iter().map(Output::outside).collect());
        let columns = columns.map(|columns| columns.map(outside));
        self.views.borrow_mut().insert(object.id, columns.clone());
        columns
    }
}

/// A column of `USING`, which both sides must have.
fn check_using(before: &[Relation], joined: &[Relation], name: &Name) -> Result<(), Fault> {
    let has = |relation: &Relation| relation.columns.is_none() || relation.column(&name.value).is_some();
    if before.iter().any(has) && joined.iter().any(has) {
        return Ok(());
    }
    Err(Fault::new(name.place, format!("`{}` is no column of both sides of this join", name.value)))
}

/// The columns with the names of a list, where there is one.
fn named_by(columns: Outputs, names: &[Name]) -> Result<Outputs, Fault> {
    let Some(columns) = columns else { return Ok(None) };
    if names.is_empty() {
        return Ok(Some(Rc::new(unique_names(&inner_names(&columns)))));
    }
    if names.len() != columns.len() {
        let message = format!("{} columns are named, and the query has {}", names.len(), columns.len());
        return Err(Fault::new(names[0].place, message));
    }
    let named = names.iter().zip(columns.iter());
    Ok(Some(Rc::new(named.map(|(name, column)| Output::new(&name.value, column.outside().typed)).collect())))
}

/// Columns by their names to a query around their own: that names them before it looks what they stand for.
fn inner_names(columns: &[Output]) -> Vec<Output> {
    let named = |column: &Output| {
        let name = column.inner_name.clone().unwrap_or_else(|| column.name.clone());
        Output { name, inner_name: None, ..column.outside() }
    };
    columns.iter().map(named).collect()
}

/// Columns of one name told apart by numbers, as the engine does: `a`, `a:1`.
pub(super) fn unique_names(columns: &[Output]) -> Vec<Output> {
    let mut taken: std::collections::BTreeSet<String> = std::collections::BTreeSet::new();
    let mut out = Vec::with_capacity(columns.len());
    for column in columns {
        let mut name = column.name.clone();
        let mut count = 0_u32;
        while taken.contains(&fold(&name)) {
            let digits = name.bytes().rev().take_while(u8::is_ascii_digit).count();
            let stem = name.len() - digits;
            let base = if digits > 0 && stem > 1 && name[..stem].ends_with(':') { &name[..stem - 1] } else { &name };
            count += 1;
            name = format!("{base}:{count}");
        }
        taken.insert(fold(&name));
        out.push(Output { name, origin: None, ..column.clone() });
    }
    out
}
