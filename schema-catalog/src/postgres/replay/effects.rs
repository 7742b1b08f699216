//! What the body of a routine may do to tables, told without running it.

use std::collections::BTreeSet;

use super::Postgres;
use super::routine::DEEPEST;
use crate::cursor::{Cursor, ScriptText};
use crate::fault::Fault;
use crate::postgres::ddl::plpgsql::{self, Text};
use crate::postgres::ddl::{self, Code, Ddl, Routine};
use crate::source::Place;
use crate::statements::{Script, Statements, as_one};

/// What some code may do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Effects {
    /// Whether there is a statement in it that may change the shape of a table.
    changes: bool,
    /// Whether it makes temporary tables.
    makes_temporary: bool,
    /// The routines that it calls, by name.
    calls: BTreeSet<String>,
    /// Whether what it calls is put together when it runs.
    calls_any: bool,
}

/// A routine that the migrations define.
#[derive(Clone, Debug)]
pub(crate) struct Defined {
    pub(crate) routine: Routine,
    effects: Effects,
}

impl Effects {
    fn is_any(&self) -> bool {
        self.changes || self.makes_temporary
    }

    fn of_change() -> Self {
        Self { changes: true, ..Self::default() }
    }

    fn of_calls(calls: &[ddl::RoutineCall]) -> Self {
        Self { calls: calls.iter().map(|call| call.name.name.value.clone()).collect(), ..Self::default() }
    }

    fn and(mut self, other: Self) -> Self {
        self.changes |= other.changes;
        self.makes_temporary |= other.makes_temporary;
        self.calls_any |= other.calls_any;
        self.calls.extend(other.calls);
        self
    }
}

impl Postgres {
    /// `CREATE FUNCTION` and `CREATE PROCEDURE`.
    pub(crate) fn define_routine(&mut self, name: String, routine: Routine) {
        let effects = self.effects_of_routine(&routine, 0);
        let same_name = self.routines.entry(name).or_default();
        same_name.retain(|known| known.routine.arguments != routine.arguments);
        same_name.push(Defined { routine, effects });
    }

    /// Whether a call of a routine of this name may make or change a table; not where the migrations define none.
    pub(crate) fn may_change(&self, name: &str) -> bool {
        self.some_called(BTreeSet::from([name]), Effects::is_any)
    }

    /// The same of tables that stay.
    pub(crate) fn may_change_what_stays(&self, name: &str) -> bool {
        self.some_called(BTreeSet::from([name]), |effects| effects.changes)
    }

    /// Whether code of these effects may make or change a table.
    pub(crate) fn changes(&self, effects: &Effects) -> bool {
        effects.is_any()
            || (effects.calls_any && self.some_routine(Effects::is_any))
            || self.some_called(effects.calls.iter().map(String::as_str).collect(), Effects::is_any)
    }

    fn some_routine(&self, wanted: fn(&Effects) -> bool) -> bool {
        self.routines.values().flatten().any(|defined| wanted(&defined.effects))
    }

    /// Whether a routine among these, or one that they call, has such effects.
    fn some_called<'a>(&'a self, mut left: BTreeSet<&'a str>, wanted: fn(&Effects) -> bool) -> bool {
        let mut seen = BTreeSet::new();
        while let Some(name) = left.pop_first() {
            if !seen.insert(name) {
                continue;
            }
            for Defined { effects, .. } in self.routines.get(name).into_iter().flatten() {
                if wanted(effects) || (effects.calls_any && self.some_routine(wanted)) {
                    return true;
                }
                left.extend(effects.calls.iter().map(String::as_str));
            }
        }
        false
    }

    /// The first statement that may change the shape of a table.
    pub(crate) fn first_change(&self, code: &[Code<'_>]) -> Option<Place> {
        code.iter().find_map(|code| match code {
            Code::Block { body, handlers, .. } => {
                self.first_change(body).or_else(|| handlers.iter().find_map(|handler| self.first_change(&handler.body)))
            }
            Code::If { branches, place } => branches.iter().find_map(|branch| {
                let asked = branch.condition.as_ref().is_some_and(|asked| self.changes(&effects_of_query(asked)));
                if asked { Some(*place) } else { self.first_change(&branch.body) }
            }),
            Code::Uncertain { body, .. } => self.first_change(body),
            Code::Execute { place, .. } => self.changes(&self.effects_of(code, 0)).then_some(*place),
            Code::Sql(statement) | Code::Query(statement) | Code::Perform(statement) => {
                self.changes(&self.effects_of(code, 0)).then(|| Cursor::new(statement).place())
            }
            Code::Raise { .. } | Code::Return | Code::Nothing => None,
        })
    }

    fn effects_of(&self, code: &Code<'_>, depth: u32) -> Effects {
        let all = |code: &[Code<'_>]| self.effects_of_all(code, depth);
        match code {
            Code::Block { body, handlers, .. } => {
                handlers.iter().fold(all(body), |found, handler| found.and(all(&handler.body)))
            }
            Code::If { branches, .. } => branches.iter().fold(Effects::default(), |found, branch| {
                let asked = branch.condition.as_ref().map(effects_of_query).unwrap_or_default();
                found.and(asked).and(all(&branch.body))
            }),
            Code::Uncertain { body, .. } => all(body),
            Code::Execute { expression, query, .. } => {
                let text = plpgsql::text(expression, &self.parameters);
                self.effects_of_text(&text, *query, depth).and(effects_of_query(expression))
            }
            Code::Sql(statement) => self.effects_of_statement(ddl::parse(statement), depth),
            Code::Query(statement) | Code::Perform(statement) => effects_of_query(statement),
            Code::Raise { .. } | Code::Return | Code::Nothing => Effects::default(),
        }
    }

    fn effects_of_all(&self, code: &[Code<'_>], depth: u32) -> Effects {
        code.iter().fold(Effects::default(), |found, code| found.and(self.effects_of(code, depth)))
    }

    fn effects_of_statement(&self, statement: Result<Ddl, Fault>, depth: u32) -> Effects {
        match statement {
            Ok(Ddl::Irrelevant) => Effects::default(),
            Ok(Ddl::Calls(calls) | Ddl::Write { calls, .. }) => Effects::of_calls(&calls),
            Ok(Ddl::Do(routine)) => self.effects_of_routine(&routine, depth + 1),
            Ok(Ddl::CreateTable(create)) if create.temporary => Effects { makes_temporary: true, ..Effects::default() },
            Ok(_) | Err(_) => Effects::of_change(),
        }
    }

    /// What the body of a routine may do. What can't be read may do anything.
    fn effects_of_routine(&self, routine: &Routine, depth: u32) -> Effects {
        let Some(body) = &routine.body else { return Effects::default() };
        if depth > DEEPEST {
            return Effects::of_change();
        }
        let file = self.catalog.sources.text(body.place().file);
        let script = script_of(self.catalog.dialect, body, &file);
        match routine.language.as_str() {
            "plpgsql" => {
                let statement = as_one(&script);
                let code =
                    statement.as_ref().map_err(Clone::clone).and_then(|body| plpgsql::body(&mut Cursor::new(body)));
                code.map_or_else(|_| Effects::of_change(), |code| self.effects_of_all(&code, depth))
            }
            "sql" => self.effects_of_script(&script, depth),
            "c" | "internal" => Effects::default(),
            _ => Effects { changes: mentions_ddl(&script).is_some(), ..Effects::default() },
        }
    }

    fn effects_of_script(&self, script: &Script<'_>, depth: u32) -> Effects {
        Statements::of(script).fold(Effects::default(), |found, statement| {
            let statement = statement.and_then(|statement| ddl::parse(&statement));
            found.and(self.effects_of_statement(statement, depth))
        })
    }

    /// What a string that `EXECUTE` runs may do: judged by all of it, or by how it begins.
    pub(crate) fn effects_of_text(&self, text: &Text, query: bool, depth: u32) -> Effects {
        match text {
            Text::Whole(text) => {
                let within = Some(Place { file: 0, offset: 0 });
                let dialect = self.catalog.dialect;
                let script = Script { dialect, file: 0, text, start: 0, end: text.len(), within };
                self.effects_of_script(&script, depth)
            }
            Text::Begins(text) => match effects_of_beginning(text) {
                effects if query && effects.changes => Effects { calls_any: true, ..Effects::default() },
                effects => effects,
            },
        }
    }
}

/// The text of a body, where it stands.
pub(crate) fn script_of<'a>(dialect: crate::Dialect, body: &'a ScriptText, file: &'a str) -> Script<'a> {
    let place = body.place();
    match body {
        ScriptText::InFile { start, end, .. } => {
            Script { dialect, file: place.file, text: file, start: *start, end: *end, within: None }
        }
        ScriptText::Decoded { text, .. } => {
            Script { dialect, file: place.file, text, start: 0, end: text.len(), within: Some(place) }
        }
    }
}

fn effects_of_query(query: &crate::statements::Statement<'_>) -> Effects {
    Effects::of_calls(&ddl::calls(query))
}

/// What a statement that begins so may do, however it goes on.
fn effects_of_beginning(text: &str) -> Effects {
    const HARMLESS: [&str; 33] = [
        "INSERT",
        "UPDATE",
        "DELETE",
        "GRANT",
        "REVOKE",
        "ANALYZE",
        "VACUUM",
        "TRUNCATE",
        "NOTIFY",
        "REFRESH",
        "REINDEX",
        "COPY",
        "LOCK",
        "CREATE COLLATION",
        "CREATE INDEX",
        "CREATE FUNCTION",
        "CREATE OR REPLACE FUNCTION",
        "CREATE TRIGGER",
        "CREATE POLICY",
        "CREATE ROLE",
        "CREATE USER",
        "CREATE STATISTICS",
        "CREATE PUBLICATION",
        "DROP TRIGGER",
        "DROP POLICY",
        "DROP FUNCTION",
        "DROP ROLE",
        "DROP USER",
        "ALTER ROLE",
        "ALTER USER",
        "ALTER DATABASE",
        "ALTER SYSTEM",
        "ALTER PUBLICATION",
    ];
    // What they read can call a routine; `EXECUTE` makes no table of `SELECT … INTO`.
    const QUERIES: [&str; 4] = ["SELECT", "EXPLAIN SELECT", "WITH", "VALUES"];
    let words: Vec<String> = text.split_whitespace().take(5).map(str::to_ascii_uppercase).collect();
    // The last word may go on behind what is known.
    let known = if text.ends_with(char::is_whitespace) { words.join(" ") + " " } else { words.join(" ") };
    let begins = |all: &[&str]| all.iter().any(|words| known.starts_with(&format!("{words} ")));
    Effects { changes: !begins(&HARMLESS) && !begins(&QUERIES), calls_any: begins(&QUERIES), ..Effects::default() }
}

/// The first word by which a body may change the shape of a table, in a language that is not read.
pub(crate) fn mentions_ddl(script: &Script<'_>) -> Option<String> {
    const DDL: [&str; 4] = ["CREATE", "ALTER", "DROP", "EXECUTE"];
    let text = script.text[script.start..script.end].to_ascii_uppercase();
    let found = text.split(|c: char| !c.is_alphanumeric()).find(|word| DDL.contains(word));
    found.map(str::to_owned)
}
