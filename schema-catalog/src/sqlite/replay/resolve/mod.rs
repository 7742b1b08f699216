//! Which column each name in a query or an expression stands for, as the engine finds it; and the same names changed
//! where a table or a column gets another.
//!
//! <https://www.sqlite.org/lang_select.html>, <https://www.sqlite.org/lang_altertable.html#alter_table_rename>

mod expression;
mod query;
mod relation;
mod statement;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::affinity::Typed;
use super::database::{Database, Object, ObjectId, TEMP, Table};
use crate::catalog::ColumnId;
use crate::dialect::Dialect;
use crate::fault::Fault;
use crate::source::Place;
use crate::sqlite::ddl::{CreateView, Expr, Select};

use query::unique_names;
pub(super) use relation::is_rowid;
use relation::relation_of_table;

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

    /// The places of names that were replaced, and what to write there.
    pub(super) fn into_replaced(self) -> impl Iterator<Item = (Place, String)> {
        let to = match self.change {
            Some(Change::Table { to, .. } | Change::Column { to, .. }) => Dialect::Sqlite.quote(&to),
            None => String::new(),
        };
        let written = move |string: Option<String>| match string {
            Some(string) => format!("'{}'", string.replace('\'', "''")),
            None => to.clone(),
        };
        self.replaced.into_iter().map(move |(place, string)| (place, written(string)))
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

    /// What finds the columns of a view that is named in what this looks at.
    fn inner(&self, view: &Object) -> Self {
        let mut inner = Self::new(self.database, &view.schema).strict(self.strict).sharing(&self.views);
        inner.runs = self.runs;
        inner.within.clone_from(&self.within);
        inner.within.push(view.id);
        inner
    }
}
