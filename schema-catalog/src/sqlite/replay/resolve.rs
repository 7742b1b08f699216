//! Which column each name in a query or an expression stands for, as the engine finds it; and the same names changed
//! where a table or a column gets another.
//!
//! <https://www.sqlite.org/lang_select.html>, <https://www.sqlite.org/lang_altertable.html#alter_table_rename>

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::affinity::{Affinity, Kinds, Typed};
use super::database::{Body, Database, Object, ObjectId, TEMP, Table, fold};
use super::functions::{self, Found, Kind};
use super::modules;
use crate::catalog::ColumnId;
use crate::cursor::{Name, QualifiedName};
use crate::fault::Fault;
use crate::source::Place;
use crate::sqlite::ddl::{
    Core, CreateTrigger, CreateView, Event, Expr, ExprKind, FromItem, Function, ResultColumn, Select, Source, Step,
};

/// A name that is to be replaced wherever it stands for this.
#[derive(Clone, Debug)]
pub(super) enum Change {
    Table {
        table: ObjectId,
        to: String,
    },
    /// The new name, and whether it is written in quotes.
    Column {
        table: ObjectId,
        column: ColumnId,
        to: String,
        quoted: bool,
    },
}

impl Change {
    /// What the engine writes in the place of a token.
    fn written(&self, token: &str) -> String {
        let plain = token.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$') || !c.is_ascii());
        match self {
            Self::Column { to, quoted: false, .. } if plain => to.clone(),
            Self::Table { to, .. } | Self::Column { to, .. } => format!("\"{}\"", to.replace('"', "\"\"")),
        }
    }
}

/// A column of a query's result.
#[derive(Clone, Debug)]
pub(super) struct Output {
    pub(super) name: String,
    /// Its name to a query around its own, if that is another.
    inner_name: Option<String>,
    pub(super) typed: Typed,
    /// Whether `*` leaves it out.
    hidden: bool,
    /// The table's column that it is, where it is taken from a table itself.
    origin: Option<ColumnId>,
    /// The type that the last of several queries put together gives it: a query around them sees that one declared.
    last: Option<Typed>,
}

impl Output {
    fn new(name: impl Into<String>, typed: Typed) -> Self {
        Self { name: name.into(), inner_name: None, typed, hidden: false, origin: None, last: None }
    }

    /// The column as a query around its own sees it.
    fn outside(&self) -> Self {
        let last = self.last.as_ref().unwrap_or(&self.typed);
        Self { typed: Typed::column(last.declared.clone(), self.typed.affinity), last: None, ..self.clone() }
    }
}

/// The columns of something that rows come from; none where they can't be known.
type Outputs = Option<Rc<Vec<Output>>>;

/// Something that rows come from, as it is known within a query.
#[derive(Clone, Debug)]
struct Relation {
    /// The table or view that it is.
    object: Option<ObjectId>,
    schema: Option<String>,
    name: String,
    alias: Option<String>,
    columns: Outputs,
    /// The column that `rowid` stands for, if there is a row id: none of the others has it.
    rowid: Option<Option<ColumnId>>,
    /// Columns that it shares with what stands before it.
    shared: Vec<String>,
    right: bool,
    left: bool,
}

/// What names can stand for at one level of a query.
#[derive(Clone, Debug, Default)]
struct Scope {
    relations: Vec<Relation>,
    aliases: Vec<(String, Typed)>,
    /// What `excluded` stands for.
    excluded: Option<Relation>,
}

/// Where an expression of a table or an index stands, which limits what may be in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Context {
    Check,
    Generated,
    Index,
    Predicate,
}

impl Context {
    fn noun(self) -> &'static str {
        match self {
            Self::Check => "a CHECK constraint",
            Self::Generated => "a generated column",
            Self::Index => "an expression of an index",
            Self::Predicate => "the condition of an index",
        }
    }
}

pub(super) type Views = Rc<RefCell<BTreeMap<ObjectId, Result<Outputs, Fault>>>>;

/// Finds what names stand for.
pub(super) struct Resolver<'d> {
    database: &'d Database,
    /// The database that names without one are looked for in; none for all.
    schema: Option<String>,
    scopes: Vec<Scope>,
    with: Vec<(String, Outputs)>,
    change: Option<Change>,
    /// Whether what is in double quotes is a name and nothing else.
    strict: bool,
    /// Whether what is in double quotes and is no name becomes a string for good.
    fix_quotes: bool,
    context: Option<Context>,
    /// What `new` and `old` stand for.
    triggered: Option<(Relation, bool, bool)>,
    /// The columns of views that were looked at.
    views: Views,
    /// The views that are being looked at.
    within: Vec<ObjectId>,
    /// How many columns the query of the view has that was looked at last.
    selected: Option<usize>,
    /// Where names were replaced, and strings found in double quotes.
    replaced: Vec<(Place, Option<String>)>,
    /// Whether the query is run, and not only looked at.
    runs: bool,
}

impl<'d> Resolver<'d> {
    /// For what is defined in this database.
    pub(super) fn new(database: &'d Database, schema: &str) -> Self {
        Self {
            database,
            // What is in the temporary database may name all others.
            schema: (schema != TEMP).then(|| schema.to_owned()),
            scopes: Vec::new(),
            with: Vec::new(),
            change: None,
            strict: false,
            fix_quotes: false,
            context: None,
            triggered: None,
            views: Views::default(),
            within: Vec::new(),
            selected: None,
            replaced: Vec::new(),
            runs: false,
        }
    }

    /// For a statement that is run, which names things in any database.
    pub(super) fn for_statement(database: &'d Database) -> Self {
        Self::new(database, TEMP).running()
    }

    /// For what runs, and is not only looked at.
    pub(super) fn running(mut self) -> Self {
        self.runs = true;
        self
    }

    pub(super) fn changing(mut self, change: Change) -> Self {
        self.change = Some(change);
        self
    }

    pub(super) fn strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }

    /// With the columns of views that others have looked up.
    pub(super) fn sharing(mut self, views: &Views) -> Self {
        self.views = Rc::clone(views);
        self
    }

    pub(super) fn fixing_quotes(mut self) -> Self {
        self.fix_quotes = true;
        self
    }

    /// An expression of a table: a check, a generated column, a part of an index.
    pub(super) fn of_table(
        mut self,
        object: &Object,
        table: &Table,
        context: Context,
        expression: &mut Expr,
    ) -> Result<Typed, Fault> {
        self.context = Some(context);
        let relation = Relation { alias: None, ..relation_of_table(object, table) };
        self.scopes.push(Scope { relations: vec![relation], ..Scope::default() });
        self.expression(expression)
    }

    /// The columns that a table has which is made of a query.
    pub(super) fn table_columns(&mut self, query: &mut Select) -> Result<Option<Vec<Output>>, Fault> {
        Ok(self.select(query)?.map(|outputs| unique_names(&outputs)))
    }

    /// The columns of a view of this id.
    pub(super) fn view_columns(&mut self, id: ObjectId, view: &mut CreateView) -> Result<Option<Vec<Output>>, Fault> {
        self.within.push(id);
        let columns = self.view(view);
        self.within.pop();
        Ok(columns?.map(|columns| columns.to_vec()))
    }

    /// The columns of a view, with its names.
    fn view(&mut self, view: &mut CreateView) -> Result<Outputs, Fault> {
        let outputs = self.select(&mut view.query)?;
        let Some(outputs) = outputs else { return Ok(None) };
        self.selected = Some(outputs.len());
        if view.columns.is_empty() {
            return Ok(Some(Rc::new(unique_names(&outputs))));
        }
        // A view with another number of names than columns is an error only where a query that is run reads it.
        let named = view.columns.iter().enumerate().map(|(at, name)| match outputs.get(at) {
            Some(output) if outputs.len() == view.columns.len() => {
                Output { name: name.value.clone(), ..output.clone() }
            }
            _ => Output::new(&name.value, Typed::default()),
        });
        Ok(Some(Rc::new(unique_names(&named.collect::<Vec<_>>()))))
    }

    /// The statements of a trigger.
    pub(super) fn trigger(&mut self, table: &Object, trigger: &mut CreateTrigger) -> Result<(), Fault> {
        let relation = self.relation(table, trigger.table.place())?;
        let (new, old) = match &trigger.event {
            Event::Insert => (true, false),
            Event::Delete => (false, true),
            Event::Update(_) => (true, true),
        };
        if let Event::Update(columns) = &mut trigger.event {
            columns.iter_mut().for_each(|column| self.rename_column(&relation, column));
        }
        if let Some(Change::Table { table, to }) = &self.change
            && relation.object == Some(*table)
        {
            trigger.table.name.value.clone_from(to);
        }
        self.triggered = Some((relation, new, old));
        self.scopes.push(Scope::default());
        if let Some(expression) = &mut trigger.when {
            self.expression(expression)?;
        }
        trigger.steps.iter_mut().try_for_each(|step| self.step(step))
    }

    fn step(&mut self, step: &mut Step) -> Result<(), Fault> {
        match step {
            Step::Select(query) => self.select(query).map(drop),
            Step::Insert { table, columns, query, upserts } => {
                let target = self.target(table)?;
                if let Some(query) = query {
                    self.select(query)?;
                }
                columns.iter_mut().for_each(|column| self.rename_column(&target, column));
                let excluded = Some(Relation { alias: Some("excluded".to_owned()), ..target.clone() });
                self.scopes.push(Scope { relations: vec![target.clone()], excluded, ..Scope::default() });
                for upsert in upserts {
                    upsert.expressions.iter_mut().try_for_each(|part| self.expression(part).map(drop))?;
                    self.sets(&target, &mut upsert.sets)?;
                }
                self.scopes.pop();
                Ok(())
            }
            Step::Update { table, sets, from, filter } => {
                let target = self.target(table)?;
                let mut scope = self.from(from)?;
                scope.relations.insert(0, target.clone());
                self.scopes.push(scope);
                self.on(from)?;
                self.sets(&target, sets)?;
                filter.iter_mut().try_for_each(|part| self.expression(part).map(drop))?;
                self.scopes.pop();
                Ok(())
            }
            Step::Delete { table, filter } => {
                let target = self.target(table)?;
                self.scopes.push(Scope { relations: vec![target], ..Scope::default() });
                filter.iter_mut().try_for_each(|part| self.expression(part).map(drop))?;
                self.scopes.pop();
                Ok(())
            }
        }
    }

    fn sets(&mut self, target: &Relation, sets: &mut [(Vec<Name>, Expr)]) -> Result<(), Fault> {
        for (columns, value) in sets {
            columns.iter_mut().for_each(|column| self.rename_column(target, column));
            self.expression(value)?;
        }
        Ok(())
    }

    /// The table that a trigger's statement writes to.
    fn target(&mut self, table: &mut Name) -> Result<Relation, Fault> {
        let mut name = QualifiedName::bare(table.clone());
        let relation = self.named(&mut name, None)?;
        *table = name.name;
        Ok(relation)
    }

    /// Replaces the name of a column that stands where only those of this table can.
    fn rename_column(&self, relation: &Relation, name: &mut Name) {
        let Some(Change::Column { table, column, to, .. }) = &self.change else { return };
        let meant = relation.columns.iter().flat_map(|columns| columns.iter());
        let mut meant = meant.filter(|known| known.name.eq_ignore_ascii_case(&name.value));
        if relation.object == Some(*table) && meant.any(|known| known.origin == Some(*column)) {
            name.value.clone_from(to);
        }
    }

    // Queries.

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
    fn from(&mut self, items: &mut [FromItem]) -> Result<Scope, Fault> {
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
    fn on(&mut self, items: &mut [FromItem]) -> Result<(), Fault> {
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
    fn named(&mut self, name: &mut QualifiedName, alias: Option<String>) -> Result<Relation, Fault> {
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
    fn relation(&mut self, object: &Object, place: Place) -> Result<Relation, Fault> {
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

    /// What finds the columns of a view that is named in what this looks at.
    fn inner(&self, view: &Object) -> Self {
        let mut inner = Self::new(self.database, &view.schema).strict(self.strict).sharing(&self.views);
        inner.runs = self.runs;
        inner.within.clone_from(&self.within);
        inner.within.push(view.id);
        inner
    }

    // Expressions.

    pub(super) fn expression(&mut self, expression: &mut Expr) -> Result<Typed, Fault> {
        match &mut expression.kind {
            ExprKind::Name(names) => {
                let place = names.first().map_or(expression.place, |name| name.place);
                if self.context.is_some_and(|context| matches!(context, Context::Index | Context::Generated))
                    && names.len() > 1
                {
                    return Err(self.prohibited(place, "a table's name before a column's"));
                }
                let mut taken = std::mem::take(names);
                let known = self.replaced.len();
                let typed = self.column(&mut taken);
                let quoted = matches!(self.change, Some(Change::Column { quoted: true, .. }));
                expression.kind = match taken.pop() {
                    Some(name) if taken.is_empty() && quoted && self.replaced.len() > known => {
                        ExprKind::DoubleQuoted(name)
                    }
                    last => ExprKind::Name(taken.into_iter().chain(last).collect()),
                };
                return typed;
            }
            ExprKind::DoubleQuoted(name) => {
                let mut names = vec![name.clone()];
                let found = self.look_up(&names, true)?;
                if found.is_none() {
                    if self.strict {
                        return Err(Fault::new(name.place, format!("there is no column `{}`", name.value))
                            .help("a string stands in single quotes"));
                    }
                    if self.fix_quotes {
                        self.replaced.push((name.place, Some(name.value.clone())));
                        expression.kind = ExprKind::String(name.value.clone());
                    }
                    return Ok(Typed::of(Kinds::TEXT));
                }
                let typed = self.column(&mut names)?;
                expression.kind = ExprKind::DoubleQuoted(names.swap_remove(0));
                return Ok(typed);
            }
            _ => {}
        }
        self.check_context(expression)?;
        if let ExprKind::Function(function) = &expression.kind {
            self.function(function)?;
        }
        let mut parts = Vec::with_capacity(expression.parts.len());
        for part in &mut expression.parts {
            parts.push(self.expression(part)?);
        }
        let mut queries = Vec::with_capacity(expression.queries.len());
        for query in &mut expression.queries {
            queries.push(self.select(query)?);
        }
        Ok(type_of(expression, parts, &queries))
    }

    fn check_context(&self, expression: &Expr) -> Result<(), Fault> {
        if self.context.is_none() {
            return Ok(());
        }
        let what = match &expression.kind {
            _ if !expression.queries.is_empty() => "a query",
            ExprKind::Parameter => "a parameter",
            ExprKind::Time if self.context != Some(Context::Check) => "the current time",
            _ => return Ok(()),
        };
        Err(self.prohibited(expression.place, what))
    }

    fn prohibited(&self, place: Place, what: &str) -> Fault {
        let context = self.context.map_or("this", Context::noun);
        Fault::new(place, format!("{what} is not allowed in {context}"))
    }

    fn function(&self, function: &Function) -> Result<(), Fault> {
        let Function { name, arguments, window, .. } = function;
        let called = &name.value;
        let kind = match functions::find(called, *arguments) {
            Found::Function(kind) => kind,
            Found::WrongCount => {
                return Err(Fault::new(name.place, format!("`{called}` takes another number of arguments")));
            }
            Found::Unknown => {
                return Err(Fault::refused(name.place, format!("SQLite has no function `{called}` of its own"))
                    .help("if the program that runs the migrations adds it, say so of this statement"));
            }
        };
        match (kind, self.context) {
            (Kind::Window, _) if !window => {
                Err(Fault::new(name.place, format!("`{called}` is a window function, which needs `OVER`")))
            }
            (Kind::Scalar | Kind::Volatile, _) if *window => {
                Err(Fault::new(name.place, format!("`{called}` is no window function, so `OVER` has no meaning")))
            }
            (Kind::Aggregate | Kind::Window, Some(_)) => Err(self.prohibited(name.place, "an aggregate function")),
            (Kind::Volatile, Some(context)) if context != Context::Check => {
                Err(self.prohibited(name.place, &format!("`{called}`, which is not the same each time,")))
            }
            _ => Ok(()),
        }
    }

    /// A column, whose names are replaced where they are to change.
    fn column(&mut self, names: &mut [Name]) -> Result<Typed, Fault> {
        let Some(meaning) = self.look_up(names, false)? else {
            return Ok(Typed::of(Kinds::NUMBER));
        };
        let Meaning::Column { typed, object, column, by_name, .. } = meaning else {
            return Ok(match meaning {
                Meaning::Alias(typed) => typed,
                _ => Typed::of(Kinds::NUMBER),
            });
        };
        match &self.change {
            Some(Change::Column { table, column: changed, to, .. })
                if object == Some(*table) && column == Some(*changed) =>
            {
                if let Some(last) = names.last_mut() {
                    last.value.clone_from(to);
                    self.replaced.push((last.place, None));
                }
            }
            Some(Change::Table { table, to }) if object == Some(*table) && by_name && names.len() > 1 => {
                let qualifier = names.len() - 2;
                names[qualifier].value.clone_from(to);
                self.replaced.push((names[qualifier].place, None));
            }
            _ => {}
        }
        Ok(typed)
    }

    /// Replaces the table's name of `table.*`.
    fn rename_qualifier(&self, name: &mut Name) {
        let Some(Change::Table { table, to }) = &self.change else { return };
        let scope = self.scopes.last();
        let called = scope.and_then(|scope| scope.relations.iter().find(|relation| relation.is_called(&name.value)));
        if called.is_some_and(|relation| relation.object == Some(*table) && relation.alias.is_none()) {
            name.value.clone_from(to);
        }
    }

    /// What a name stands for: nothing for `true` and `false`, and for what may be a string.
    fn look_up(&self, names: &[Name], may_be_string: bool) -> Result<Option<Meaning>, Fault> {
        let Some((name, qualifiers)) = names.split_last() else { return Ok(None) };
        let table = qualifiers.last().map(|name| name.value.as_str());
        let ignored = self.context.is_some_and(|context| matches!(context, Context::Check | Context::Predicate));
        let schema = if qualifiers.len() > 1 && !ignored { Some(qualifiers[0].value.as_str()) } else { None };
        for scope in self.scopes.iter().rev() {
            match self.look_up_in(scope, schema, table, &name.value) {
                Looked::Found(meaning) => return Ok(Some(meaning)),
                Looked::Ambiguous => {
                    return Err(Fault::new(
                        name.place,
                        format!("more than one table here has a column `{}`", name.value),
                    ));
                }
                Looked::Nothing => {}
            }
        }
        if table.is_none() && may_be_string {
            return Ok(None);
        }
        let boolean = name.value.eq_ignore_ascii_case("true") || name.value.eq_ignore_ascii_case("false");
        if table.is_none() && boolean {
            return Ok(None);
        }
        let written: Vec<&str> = names.iter().map(|name| name.value.as_str()).collect();
        let fault = Fault::new(names[0].place, format!("there is no column `{}`", written.join(".")));
        let known: Vec<&str> =
            self.scopes.iter().flat_map(|scope| &scope.relations).flat_map(Relation::names).collect();
        Err(match crate::suggest::nearest(&name.value, known) {
            Some(near) => fault.help(format!("did you mean `{near}`?")),
            None => fault,
        })
    }

    fn look_up_in(&self, scope: &Scope, schema: Option<&str>, table: Option<&str>, name: &str) -> Looked {
        let mut found: Option<(&Relation, &Output)> = None;
        let mut rowids: Vec<&Relation> = Vec::new();
        for relation in &scope.relations {
            if table.is_some_and(|table| !relation.is_called(table)) {
                continue;
            }
            if let (Some(schema), Some(of)) = (schema, &relation.schema)
                && !schema.eq_ignore_ascii_case(of)
            {
                continue;
            }
            if let Some(output) = relation.column(name) {
                if found.is_some() {
                    let shared = relation.shared.iter().any(|shared| shared.eq_ignore_ascii_case(name));
                    match (shared, relation.right) {
                        (false, _) => return Looked::Ambiguous,
                        (true, false) => continue,
                        (true, true) => {}
                    }
                }
                found = Some((relation, output));
            } else if relation.columns.is_none() {
                return Looked::Found(Meaning::Column {
                    name: name.to_owned(),
                    typed: Typed::of(Kinds::ANY),
                    object: None,
                    column: None,
                    by_name: false,
                });
            }
            if relation.rowid.is_some() {
                rowids.push(relation);
            }
        }
        if let Some((relation, output)) = found {
            return Looked::Found(relation.meaning(output));
        }
        if let Some(meaning) = self.look_up_row(scope, table, name) {
            return Looked::Found(meaning);
        }
        let no_rowid = self.context.is_some_and(|context| matches!(context, Context::Index | Context::Generated));
        if is_rowid(name) && !no_rowid {
            match rowids.as_slice() {
                [] => {}
                [relation] => return Looked::Found(relation.rowid_meaning()),
                _ => return Looked::Ambiguous,
            }
        }
        let alias = scope.aliases.iter().find(|(alias, _)| table.is_none() && alias.eq_ignore_ascii_case(name));
        alias.map_or(Looked::Nothing, |(_, typed)| Looked::Found(Meaning::Alias(typed.clone())))
    }

    /// A column of `new`, `old` or `excluded`.
    fn look_up_row(&self, scope: &Scope, table: Option<&str>, name: &str) -> Option<Meaning> {
        let table = table?;
        let row = match (&self.triggered, &scope.excluded) {
            (Some((relation, true, _)), _) if table.eq_ignore_ascii_case("new") => relation,
            (Some((relation, _, true)), _) if table.eq_ignore_ascii_case("old") => relation,
            (_, Some(relation)) if table.eq_ignore_ascii_case("excluded") => relation,
            _ => return None,
        };
        let meaning = match row.column(name) {
            Some(output) => row.meaning(output),
            None if row.columns.is_none() || row.rowid.is_some() && is_rowid(name) => row.rowid_meaning(),
            None => return None,
        };
        Some(match meaning {
            // The table is not called by its name here.
            Meaning::Column { name, typed, object, column, .. } => {
                Meaning::Column { name, typed, object, column, by_name: false }
            }
            other => other,
        })
    }
}

/// What a name stands for.
enum Meaning {
    Column {
        name: String,
        typed: Typed,
        object: Option<ObjectId>,
        column: Option<ColumnId>,
        /// Whether its table is called by its own name, not by an alias.
        by_name: bool,
    },
    Alias(Typed),
}

enum Looked {
    Found(Meaning),
    Ambiguous,
    Nothing,
}

impl Relation {
    fn of_query(name: String, columns: Outputs) -> Self {
        Self {
            object: None,
            schema: None,
            name,
            alias: None,
            columns,
            rowid: None,
            shared: Vec::new(),
            right: false,
            left: false,
        }
    }

    fn of_object(object: &Object, columns: Outputs) -> Self {
        let schema = Some(object.schema.clone());
        Self { object: Some(object.id), schema, ..Self::of_query(object.name.clone(), columns) }
    }

    fn is_called(&self, name: &str) -> bool {
        self.alias.as_ref().unwrap_or(&self.name).eq_ignore_ascii_case(name)
    }

    fn column(&self, name: &str) -> Option<&Output> {
        self.columns.as_ref()?.iter().find(|column| column.name.eq_ignore_ascii_case(name))
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().flat_map(|columns| columns.iter()).map(|column| column.name.as_str())
    }

    fn names_shared_with(&self, others: &[Self]) -> Vec<String> {
        let has = |other: &Self, name: &str| other.column(name).is_some_and(|column| !column.hidden);
        let shared = |name: &&str| has(self, name) && others.iter().any(|other| has(other, name));
        self.names().filter(shared).map(str::to_owned).collect()
    }

    fn meaning(&self, output: &Output) -> Meaning {
        Meaning::Column {
            name: output.name.clone(),
            typed: output.typed.clone(),
            object: self.object,
            column: output.origin,
            by_name: self.alias.is_none(),
        }
    }

    fn rowid_meaning(&self) -> Meaning {
        let column = self.rowid.flatten();
        let own = |output: &&Output| column.is_some() && output.origin == column;
        let name = self.columns.iter().flat_map(|columns| columns.iter()).find(own).map(|output| output.name.clone());
        Meaning::Column {
            name: name.unwrap_or_else(|| "rowid".to_owned()),
            typed: Typed::column(Some("INTEGER".to_owned()), Affinity::Integer),
            object: self.object,
            column,
            by_name: self.alias.is_none(),
        }
    }
}

fn relation_of_table(object: &Object, table: &Table) -> Relation {
    let outputs = table.columns.iter().map(|column| {
        let affinity = match column.sql_type.as_str() {
            "ANY" if table.strict => Affinity::Blob,
            other => Affinity::of_column(other),
        };
        let declared = Some(column.sql_type.clone()).filter(|declared| !declared.is_empty());
        Output { origin: Some(column.id), ..Output::new(&column.name, Typed::column(declared, affinity)) }
    });
    let columns = if table.unknown.is_some() { None } else { Some(Rc::new(outputs.collect())) };
    let rowid = if table.without_rowid { None } else { Some(table.rowid) };
    Relation { rowid, ..Relation::of_object(object, columns) }
}

/// A column of `USING`, which both sides must have.
fn check_using(before: &[Relation], joined: &[Relation], name: &Name) -> Result<(), Fault> {
    let has = |relation: &Relation| relation.columns.is_none() || relation.column(&name.value).is_some();
    if before.iter().any(has) && joined.iter().any(has) {
        return Ok(());
    }
    Err(Fault::new(name.place, format!("`{}` is no column of both sides of this join", name.value)))
}

/// <https://www.sqlite.org/lang_createtable.html#rowid>
pub(super) fn is_rowid(name: &str) -> bool {
    ["rowid", "oid", "_rowid_"].iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Functions that are their first argument to what asks for its name.
fn is_passed_through(name: &str) -> bool {
    ["likely", "unlikely", "likelihood"].iter().any(|known| known.eq_ignore_ascii_case(name))
}

fn type_of(expression: &Expr, parts: Vec<Typed>, queries: &[Outputs]) -> Typed {
    match &expression.kind {
        ExprKind::Null => Typed::of(Kinds::NONE),
        ExprKind::String(_) => Typed::of(Kinds::TEXT),
        ExprKind::Blob => Typed::of(Kinds::BLOB),
        ExprKind::Concat => Typed::of(Kinds::TEXT.or(Kinds::BLOB)),
        ExprKind::Parameter | ExprKind::Time => Typed::of(Kinds::ANY),
        ExprKind::Function(_) => Typed::of(Kinds::ANY),
        ExprKind::Cast(sql_type) => {
            let affinity = Affinity::of_column(sql_type);
            Typed { declared: None, affinity, kinds: Kinds::of(affinity), cast: true }
        }
        ExprKind::Collate(_) => match parts.into_iter().next() {
            Some(inner) => Typed { declared: None, cast: false, ..inner },
            None => Typed::default(),
        },
        ExprKind::Plus => Typed::of(parts.first().map_or(Kinds::NUMBER, |part| part.kinds)),
        ExprKind::Case { operand, otherwise } => {
            let first = usize::from(*operand);
            let last = parts.len() - usize::from(*otherwise);
            let results = parts[first..last].iter().skip(1).step_by(2).chain(&parts[last..]);
            Typed::of(results.fold(Kinds::NONE, |all, part| all.or(part.kinds)))
        }
        ExprKind::Query => {
            let first = queries.first().and_then(Option::as_ref).and_then(|columns| columns.first());
            first.map_or(Typed::of(Kinds::ANY), |column| {
                let last = column.last.as_ref().unwrap_or(&column.typed);
                Typed::column(last.declared.clone(), last.affinity)
            })
        }
        ExprKind::Row => Typed {
            declared: None,
            affinity: parts.first().map_or(Affinity::None, |part| part.affinity),
            kinds: Kinds::ANY,
            cast: false,
        },
        _ => Typed::of(Kinds::NUMBER),
    }
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
fn unique_names(columns: &[Output]) -> Vec<Output> {
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
