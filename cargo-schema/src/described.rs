//! What a table or a column is, and how it became so, for whoever tells it: as text, as a page, as a picture.

use std::collections::{BTreeMap, HashMap};

use schema_catalog::diesel::rust_type;
use schema_catalog::{
    Catalog, Column, Constraint, ConstraintKind, History, Identity, Index, Location, Place, ReferentialAction,
    StatementIndex, Table, nearest, shown_path,
};

use crate::failure::Failure;
use crate::migrations::Replayed;

/// What happened, and where.
type Event = (Place, String);

/// What the migrations make, to be told of.
pub(crate) struct Described<'a> {
    pub(crate) catalog: &'a Catalog,
    statements: StatementIndex<'a>,
    /// The names of the migrations, by their files.
    migrations: HashMap<String, &'a str>,
}

/// A constraint or an index of a table.
pub(crate) struct Rule<'a> {
    /// What it demands, in words of SQL.
    pub(crate) text: String,
    /// Its name; empty where it has none.
    pub(crate) name: &'a str,
    /// The table that it refers to.
    pub(crate) parent: Option<&'a Table>,
}

/// A foreign key of another table.
pub(crate) struct Referrer<'a> {
    pub(crate) child: &'a Table,
    /// Its columns, and what becomes of its rows: `(group_id) ON DELETE CASCADE`.
    pub(crate) text: String,
    /// The constraint's name; empty where it has none.
    pub(crate) name: &'a str,
}

/// A statement that made or changed something.
pub(crate) struct Step<'a> {
    /// The name of its migration.
    pub(crate) migration: Option<&'a str>,
    /// Where it begins.
    pub(crate) location: Location,
    /// The statement.
    pub(crate) text: &'a str,
    /// What it did, each with its line.
    pub(crate) events: Vec<(u32, String)>,
}

impl Step<'_> {
    /// The first lines of the statement, and how many there are more.
    pub(crate) fn lines(&self, limit: usize) -> (Vec<&str>, usize) {
        let lines: Vec<&str> = self.text.lines().map(str::trim_end).collect();
        let more = lines.len().saturating_sub(limit);
        (lines.into_iter().take(limit).collect(), more)
    }
}

impl<'a> Described<'a> {
    pub(crate) fn new(replayed: &'a Replayed) -> Self {
        let root = replayed.root.as_deref();
        let migrations = replayed.migrations.iter();
        Self {
            catalog: &replayed.catalog,
            statements: StatementIndex::new(&replayed.catalog),
            migrations: migrations.map(|known| (shown_path(&known.up, root), known.name.as_str())).collect(),
        }
    }

    /// That there is no table of this name, and what to type instead.
    pub(crate) fn no_table(&self, name: &str) -> Failure {
        let message = format!("the migrations make no table `{name}`");
        if let Some((what, place)) = self.catalog.former_table(name) {
            return self.catalog.error(place, format!("{message}: it was {what} here")).into();
        }
        let names: Vec<String> = self.catalog.tables().map(|table| self.catalog.full_name(table)).collect();
        Failure::Usage(match nearest(name, names.iter().map(String::as_str)) {
            Some(near) => format!("{message}\nhelp: did you mean `{near}`?"),
            None => message,
        })
    }

    /// The Rust type that a column takes, if it is one of those that are known.
    pub(crate) fn rust(&self, table: &Table, column: &Column) -> Option<String> {
        rust_type(self.catalog, table, column).map(|found| found.rust)
    }

    /// What SQL says of a column, but for its name.
    pub(crate) fn definition(&self, column: &Column) -> String {
        let mut text = column.definition(self.catalog);
        if let Some(value) = value(column) {
            text += &format!(" {value}");
        }
        text
    }

    /// The constraints and indexes of a table, or those in which a column is.
    pub(crate) fn rules(&self, table: &'a Table, column: Option<&Column>) -> Vec<Rule<'a>> {
        let has = |ids: &[_]| column.is_none_or(|column| ids.contains(&column.id()));
        let list = |ids: &[_]| table.column_names(ids).join(", ");
        let mut rules = Vec::new();
        for constraint in &table.constraints {
            let mut referred = None;
            let (ids, text) = match &constraint.kind {
                ConstraintKind::PrimaryKey { columns } => (columns, format!("PRIMARY KEY ({})", list(columns))),
                ConstraintKind::Unique { columns, .. } => (columns, format!("UNIQUE ({})", list(columns))),
                ConstraintKind::Check(check) => (&check.columns, format!("CHECK ({})", in_line(&check.expression))),
                ConstraintKind::Exclude { columns, .. } => (columns, format!("EXCLUDE ({})", list(columns))),
                ConstraintKind::ForeignKey(key) => {
                    let parent = self.catalog.table_by_id(key.parent);
                    referred = Some(parent);
                    let columns = parent.column_names(&key.parent_columns).join(", ");
                    let actions = actions(key.on_delete, key.on_update);
                    let target = format!("{} ({columns}){actions}", self.catalog.full_name(parent));
                    (&key.columns, format!("FOREIGN KEY ({}) REFERENCES {target}", list(&key.columns)))
                }
                ConstraintKind::Dangling(key) => {
                    let text = format!("FOREIGN KEY ({}) REFERENCES {}", list(&key.columns), key.written.table);
                    (&key.columns, text + ", which is not there")
                }
            };
            if has(ids) {
                rules.push(Rule { text, name: &constraint.name, parent: referred });
            }
        }
        let is_in = |index: &&Index| column.is_none_or(|column| index.columns.contains(&Some(column.id())));
        for index in self.catalog.own_indexes(table).filter(is_in) {
            let part = |id: &Option<_>| id.map_or("(expression)", |id| table.column_by_id(id).name.as_str());
            let parts: Vec<&str> = index.columns.iter().map(part).collect();
            let kind = if index.unique { "UNIQUE INDEX" } else { "INDEX" };
            let predicate =
                index.predicate.as_ref().map(|text| format!(" WHERE {}", in_line(text))).unwrap_or_default();
            rules.push(Rule {
                text: format!("{kind} ({}){predicate}", parts.join(", ")),
                name: &index.name,
                parent: None,
            });
        }
        rules
    }

    /// The foreign keys that refer to a table, or to a column of it.
    pub(crate) fn referrers(&self, table: &Table, column: Option<&Column>) -> Vec<Referrer<'a>> {
        let mut found = Vec::new();
        for child in self.catalog.tables() {
            for (constraint, key) in child.foreign_keys().filter(|(_, key)| key.parent == table.id()) {
                if column.is_some_and(|column| !key.parent_columns.contains(&column.id())) {
                    continue;
                }
                let columns = child.column_names(&key.columns).join(", ");
                let text = format!("({columns}){}", actions(key.on_delete, key.on_update));
                found.push(Referrer { child, text, name: &constraint.name });
            }
        }
        found
    }

    /// Each statement that made or changed a table, its columns, constraints and indexes.
    pub(crate) fn table_history(&self, table: &Table) -> Vec<Step<'a>> {
        let columns = table.columns.iter().map(|column| (Some(column.name.as_str()), &column.history));
        let constraints =
            table.constraints.iter().map(|known| (known.declared, format!("{} declared", known_as(known))));
        let indexes =
            self.catalog.own_indexes(table).map(|index| (index.created, format!("index `{}` created", index.name)));
        self.history([(None, &table.history)].into_iter().chain(columns), constraints.chain(indexes))
    }

    /// Each statement that made or changed one object.
    pub(crate) fn own_history(&self, history: &History) -> Vec<Step<'a>> {
        self.history([(None, history)].into_iter(), std::iter::empty())
    }

    /// Each statement in which something of these histories happened, or one of the other events.
    fn history<'h>(
        &self,
        histories: impl Iterator<Item = (Option<&'h str>, &'h History)>,
        others: impl Iterator<Item = Event>,
    ) -> Vec<Step<'a>> {
        let mut by_statement: BTreeMap<Place, (&str, Vec<Event>)> = BTreeMap::new();
        let of_columns = histories.flat_map(|(name, history)| {
            let subject = name.map(|name| format!("`{name}` ")).unwrap_or_default();
            history.events().map(move |(place, what)| (place, format!("{subject}{what}"))).collect::<Vec<_>>()
        });
        for (place, what) in of_columns.chain(others) {
            let (start, text) = self.statements.statement(place).unwrap_or((place, ""));
            by_statement.entry(start).or_insert((text, Vec::new())).1.push((place, what));
        }
        let step = |(start, (text, mut events)): (Place, (&'a str, Vec<Event>))| {
            events.sort();
            events.dedup();
            let events = events.into_iter().map(|(place, what)| (self.catalog.location(place).line, what)).collect();
            Step { migration: self.migration(start), location: self.catalog.location(start), text, events }
        };
        by_statement.into_iter().map(step).collect()
    }

    /// The name of the migration that a place is in.
    pub(crate) fn migration(&self, place: Place) -> Option<&'a str> {
        self.migrations.get(&*self.catalog.location(place).file).copied()
    }
}

/// Where the value of a column comes from if none is given, in words of SQL.
pub(crate) fn value(column: &Column) -> Option<String> {
    Some(match (&column.identity, &column.generated, &column.default) {
        (Some(Identity::Always), ..) => "GENERATED ALWAYS AS IDENTITY".to_owned(),
        (Some(Identity::ByDefault), ..) => "GENERATED BY DEFAULT AS IDENTITY".to_owned(),
        (_, Some(generated), _) => format!("GENERATED ALWAYS AS ({})", in_line(&generated.expression)),
        (.., Some(default)) => format!("DEFAULT {}", in_line(&default.expression)),
        _ => return None,
    })
}

/// An expression in one line.
pub(crate) fn in_line(expression: &str) -> String {
    expression.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn actions(on_delete: ReferentialAction, on_update: ReferentialAction) -> String {
    let action = |words: &str, action: ReferentialAction| match action {
        ReferentialAction::NoAction => String::new(),
        other => format!(" {words} {}", other.as_sql()),
    };
    action("ON DELETE", on_delete) + &action("ON UPDATE", on_update)
}

/// What a constraint is called in a history.
fn known_as(constraint: &Constraint) -> String {
    if constraint.name.is_empty() { "a constraint".to_owned() } else { format!("constraint `{}`", constraint.name) }
}
