//! `DO` blocks and routines that are called: the DDL written in them is applied.

use super::Postgres;
use crate::catalog::{ConstraintKind, Relation, Table};
use crate::cursor::{Cursor, Name, QualifiedName, ScriptText};
use crate::fault::{Fault, SqlState};
use crate::postgres::ddl::plpgsql::{self, CURRENT_SCHEMA, Text};
use crate::postgres::ddl::{self, Code, Condition, Ddl, Handler, Routine};
use crate::replay::Session as _;
use crate::source::Place;
use crate::statements::{Script, Statement, Statements, as_one};

/// How deep blocks, branches and calls are followed.
const DEEPEST: u32 = 40;

/// What a refusal says to do.
const WAY_OUT: &str = "write what it does as plain statements";

/// Whether a body goes on behind a statement.
#[derive(PartialEq)]
enum Flow {
    On,
    Returned,
}

impl Postgres {
    /// Runs a `DO` block, or the body of a routine that is called.
    pub(crate) fn run(&mut self, routine: &Routine) -> Result<(), Fault> {
        let Some(body) = &routine.body else { return Ok(()) };
        self.deeper(body.place(), |session| session.run_body(routine, body))
    }

    /// Runs what may run more of its kind: not without end, and not deeper than a stack can hold.
    fn deeper<T>(&mut self, place: Place, run: impl FnOnce(&mut Self) -> Result<T, Fault>) -> Result<T, Fault> {
        if self.depth == DEEPEST {
            return Err(
                Fault::refused(place, "what runs here runs too much within itself to be followed").help(WAY_OUT)
            );
        }
        self.depth += 1;
        let done = run(self);
        self.depth -= 1;
        done
    }

    fn run_body(&mut self, routine: &Routine, body: &ScriptText) -> Result<(), Fault> {
        let place = body.place();
        let file = self.catalog.sources.text(place.file);
        let script = match body {
            ScriptText::InFile { start, end, .. } => Script {
                dialect: self.catalog.dialect,
                file: place.file,
                text: &file,
                start: *start,
                end: *end,
                within: None,
            },
            ScriptText::Decoded { text, .. } => Script {
                dialect: self.catalog.dialect,
                file: place.file,
                text,
                start: 0,
                end: text.len(),
                within: Some(place),
            },
        };
        match routine.language.as_str() {
            "plpgsql" => {
                let statement = as_one(&script)?;
                let code = plpgsql::body(&mut Cursor::new(&statement))?;
                match self.relevant(&code) {
                    Some(_) => self.run_code(&code).map(|_| ()),
                    None => Ok(()),
                }
            }
            "sql" => {
                for statement in Statements::of(&script) {
                    let statement = statement?;
                    self.apply(ddl::parse(&statement)?, Cursor::new(&statement).place())?;
                }
                Ok(())
            }
            "c" | "internal" => Ok(()),
            other => match mentions_ddl(&script) {
                None => Ok(()),
                Some(word) => {
                    Err(Fault::refused(place, format!("this is `{other}`, which is not read, and it says `{word}`"))
                        .help(WAY_OUT))
                }
            },
        }
    }

    /// A query calls routines: those that the migrations define are run, for the DDL in them.
    pub(crate) fn calls(&mut self, names: &[QualifiedName]) -> Result<(), Fault> {
        for name in names {
            let Some(routines) = self.routines.get(&name.name.value).cloned() else { continue };
            match routines.as_slice() {
                [only] => self.run(only).map_err(|fault| fault.called_at(name.place()))?,
                several => self.calls_one_of(several, name)?,
            }
        }
        Ok(())
    }

    /// Which of several routines of one name is called can't be told by the name.
    fn calls_one_of(&mut self, routines: &[Routine], name: &QualifiedName) -> Result<(), Fault> {
        for routine in routines {
            let state = self.state();
            let before = self.catalog.changes();
            let ran = self.run(routine);
            let changed = self.catalog.changes() != before;
            self.go_back(&state);
            if changed || ran.is_err() {
                let message = format!("there are several routines `{}`, and one changes tables", name.name.value);
                return Err(Fault::refused(name.place(), message).help(WAY_OUT));
            }
        }
        Ok(())
    }

    /// The first statement that may change the shape of a table.
    fn relevant(&self, code: &[Code<'_>]) -> Option<Place> {
        code.iter().find_map(|code| match code {
            Code::Block { body, handlers, .. } => {
                self.relevant(body).or_else(|| handlers.iter().find_map(|handler| self.relevant(&handler.body)))
            }
            Code::If { branches, .. } => branches.iter().find_map(|branch| self.relevant(&branch.body)),
            Code::Uncertain { body, .. } => self.relevant(body),
            Code::Execute { expression, place } => execute_is_relevant(expression).then_some(*place),
            Code::Sql(statement) => match ddl::parse(statement) {
                Ok(Ddl::Irrelevant) => None,
                Ok(Ddl::Calls(names)) => {
                    names.iter().find(|name| self.routines.contains_key(&name.name.value)).map(QualifiedName::place)
                }
                Ok(_) | Err(_) => Some(Cursor::new(statement).place()),
            },
            Code::Raise { .. } | Code::Return | Code::Nothing => None,
        })
    }

    fn run_code(&mut self, code: &[Code<'_>]) -> Result<Flow, Fault> {
        for code in code {
            let flow = match code {
                Code::Block { body, handlers, place } => self.run_block(body, handlers, *place)?,
                Code::If { branches, place } => {
                    let mut flow = Flow::On;
                    for branch in branches {
                        let holds = match &branch.condition {
                            None => Some(true),
                            Some(condition) => {
                                plpgsql::condition(condition).and_then(|condition| self.holds(&condition))
                            }
                        };
                        match holds {
                            Some(true) => {
                                flow = self.deeper(*place, |session| session.run_code(&branch.body))?;
                                break;
                            }
                            Some(false) => {}
                            // Whether a branch runs that changes nothing does not matter.
                            None => {
                                let rest = branches.iter().flat_map(|branch| &branch.body);
                                let rest: Vec<Code<'_>> = rest.cloned().collect();
                                if let Some(changes) = self.relevant(&rest).or_else(|| returns(&rest).then_some(*place))
                                {
                                    return Err(Fault::refused(
                                        *place,
                                        "whether this condition holds is not known here",
                                    )
                                    .note("what depends on it is", changes)
                                    .help(WAY_OUT));
                                }
                                break;
                            }
                        }
                    }
                    flow
                }
                Code::Uncertain { body, place } => match self.relevant(body) {
                    None => Flow::On,
                    Some(changes) => {
                        return Err(Fault::refused(*place, "what runs here, and how often, is not known")
                            .note("what may change a table is", changes)
                            .help(WAY_OUT));
                    }
                },
                Code::Execute { expression, place } => {
                    self.execute(expression, *place)?;
                    Flow::On
                }
                Code::Raise { place } => return Err(Fault::new(*place, "an exception is raised here")),
                Code::Return => Flow::Returned,
                Code::Sql(statement) => {
                    self.apply(ddl::parse(statement)?, Cursor::new(statement).place())?;
                    Flow::On
                }
                Code::Nothing => Flow::On,
            };
            if flow == Flow::Returned {
                return Ok(flow);
            }
        }
        Ok(Flow::On)
    }

    /// A block with handlers: where a statement fails, all of the block is undone and a handler runs.
    fn run_block(&mut self, body: &[Code<'_>], handlers: &[Handler<'_>], place: Place) -> Result<Flow, Fault> {
        self.deeper(place, |session| session.run_block_within(body, handlers))
    }

    fn run_block_within(&mut self, body: &[Code<'_>], handlers: &[Handler<'_>]) -> Result<Flow, Fault> {
        if handlers.is_empty() {
            return self.run_code(body);
        }
        let state = self.state();
        let fault = match self.run_code(body) {
            Ok(flow) => return Ok(flow),
            Err(fault) => fault,
        };
        let catches = |said: &String| match fault.sql_state() {
            SqlState::Named(name, code) => said == name || said == code || said == "others",
            SqlState::Unnamed => said == "others",
            SqlState::Refused => false,
        };
        match handlers.iter().find(|handler| handler.conditions.iter().any(catches)) {
            Some(handler) => {
                self.go_back(&state);
                self.run_code(&handler.body)
            }
            None => Err(fault),
        }
    }

    fn execute(&mut self, expression: &Statement<'_>, place: Place) -> Result<(), Fault> {
        if !execute_is_relevant(expression) {
            return Ok(());
        }
        let Text::Whole(text) = plpgsql::text(expression) else {
            return Err(Fault::refused(
                place,
                "this statement is put together when it runs, so what it says is not known",
            )
            .help(WAY_OUT));
        };
        let script = Script {
            dialect: self.catalog.dialect,
            file: place.file,
            text: &text,
            start: 0,
            end: text.len(),
            within: Some(place),
        };
        for statement in Statements::of(&script) {
            self.apply(ddl::parse(&statement?)?, place)?;
        }
        Ok(())
    }

    /// Whether a condition holds, as the catalog has it; `None` where it does not tell.
    fn holds(&self, condition: &Condition) -> Option<bool> {
        match condition {
            Condition::Relation { name, exists } => {
                let name_of = |value: &str| Name {
                    value: value.trim_matches('"').to_owned(),
                    place: Place { file: 0, offset: 0 },
                };
                let wanted = match name.split_once('.') {
                    Some((schema, name)) => QualifiedName { schema: Some(name_of(schema)), name: name_of(name) },
                    None => QualifiedName { schema: None, name: name_of(name) },
                };
                Some(self.find_relation(&wanted).is_some() == *exists)
            }
            Condition::Exists { view, equal, wanted } => {
                let current = self.path().into_iter().nth(1).unwrap_or_default();
                let mut known = Vec::new();
                for (column, value) in equal {
                    let value = if value == CURRENT_SCHEMA { &current } else { value };
                    known.push((column.as_str(), value.as_str()));
                }
                self.row_exists(view, &known).map(|exists| exists == *wanted)
            }
        }
    }

    /// Whether a view of the engine's own catalog has a row with these values; `None` where a column is not known here.
    fn row_exists(&self, view: &str, equal: &[(&str, &str)]) -> Option<bool> {
        let matches = |row: &[(&str, &str)]| -> Option<bool> {
            let mut all = true;
            for (column, value) in equal {
                let (_, found) = row.iter().find(|(known, _)| known == column)?;
                all &= found == value;
            }
            Some(all)
        };
        // The columns must be known even where there is no row.
        let mut any = matches(&columns_of(view)?.map(|column| (column, ""))).map(|_| false)?;
        let mut see = |row: [(&str, &str); 4]| any |= matches(&row) == Some(true);
        let catalog = &self.catalog;
        match view {
            "pg_type" => {
                for found in catalog.types() {
                    see([("typname", &found.name), UNUSED, UNUSED, UNUSED]);
                }
                for table in catalog.tables() {
                    see([("typname", &table.name), UNUSED, UNUSED, UNUSED]);
                }
            }
            "information_schema.tables" | "pg_tables" | "pg_class" => {
                for table in catalog.tables() {
                    see([
                        ("table_schema", &table.schema),
                        ("schemaname", &table.schema),
                        ("table_name", &table.name),
                        ("tablename", &table.name),
                    ]);
                }
                for ((_, name), _) in catalog.relations.iter() {
                    see([("relname", name), UNUSED, UNUSED, UNUSED]);
                }
            }
            "information_schema.columns" => {
                for table in catalog.tables() {
                    if table.unknown.is_some() && equal.iter().any(|(_, value)| *value == table.name) {
                        return None;
                    }
                    for column in &table.columns {
                        see([
                            ("table_schema", &table.schema),
                            ("table_name", &table.name),
                            ("column_name", &column.name),
                            UNUSED,
                        ]);
                    }
                }
            }
            "information_schema.table_constraints" | "pg_constraint" => {
                for table in catalog.tables() {
                    for constraint in &table.constraints {
                        let kind = match constraint.kind {
                            ConstraintKind::PrimaryKey { .. } => "PRIMARY KEY",
                            ConstraintKind::Unique { .. } => "UNIQUE",
                            ConstraintKind::ForeignKey(_) | ConstraintKind::Dangling(_) => "FOREIGN KEY",
                            ConstraintKind::Check(_) | ConstraintKind::Exclude { .. } => "CHECK",
                        };
                        let name = constraint.name.as_str();
                        see([
                            ("table_schema", &table.schema),
                            ("table_name", &table.name),
                            ("constraint_name", name),
                            ("constraint_type", kind),
                        ]);
                        see([("conname", name), ("conrelid", &table.name), UNUSED, UNUSED]);
                    }
                }
            }
            "information_schema.constraint_column_usage" => {
                for (table, constraint, column) in catalog.tables().flat_map(|table| self.columns_used(table)) {
                    see([
                        ("table_schema", &table.schema),
                        ("table_name", &table.name),
                        ("column_name", column),
                        ("constraint_name", constraint),
                    ]);
                }
            }
            "pg_indexes" => {
                for ((schema, name), relation) in catalog.relations.iter() {
                    if let Relation::Index(id) = relation
                        && let Some(index) = catalog.indexes.get(id)
                    {
                        let table = &self.table_of(index.table).name;
                        see([("schemaname", schema), ("tablename", table), ("indexname", name), UNUSED]);
                    }
                }
            }
            "information_schema.schemata" | "pg_namespace" => {
                for schema in catalog.schemas() {
                    see([("schema_name", &schema.name), ("nspname", &schema.name), UNUSED, UNUSED]);
                }
            }
            _ => return None,
        }
        Some(any)
    }
}

impl Postgres {
    /// The columns that a table's constraints use, with their tables and the constraints' names: those of a foreign key
    /// are the ones it refers to.
    fn columns_used<'a>(&'a self, table: &'a Table) -> impl Iterator<Item = (&'a Table, &'a str, &'a str)> {
        table.constraints.iter().flat_map(move |constraint| {
            let (table, columns) = match &constraint.kind {
                ConstraintKind::PrimaryKey { columns } | ConstraintKind::Unique { columns, .. } => {
                    (table, columns.as_slice())
                }
                ConstraintKind::Check(check) => (table, check.columns.as_slice()),
                ConstraintKind::ForeignKey(key) => (self.table_of(key.parent), key.parent_columns.as_slice()),
                ConstraintKind::Dangling(_) | ConstraintKind::Exclude { .. } => (table, [].as_slice()),
            };
            columns.iter().map(move |id| (table, constraint.name.as_str(), table.column_by_id(*id).name.as_str()))
        })
    }
}

const UNUSED: (&str, &str) = ("", "");

/// The columns that are known of a view of the engine's own catalog.
fn columns_of(view: &str) -> Option<[&'static str; 4]> {
    Some(match view {
        "pg_type" => ["typname", "", "", ""],
        "pg_class" => ["relname", "", "", ""],
        "information_schema.tables" => ["table_schema", "table_name", "", ""],
        "pg_tables" => ["schemaname", "tablename", "", ""],
        "information_schema.columns" => ["table_schema", "table_name", "column_name", ""],
        "information_schema.table_constraints" => ["table_schema", "table_name", "constraint_name", "constraint_type"],
        "information_schema.constraint_column_usage" => {
            ["table_schema", "table_name", "column_name", "constraint_name"]
        }
        "pg_constraint" => ["conname", "conrelid", "", ""],
        "pg_indexes" => ["schemaname", "tablename", "indexname", ""],
        "information_schema.schemata" => ["schema_name", "", "", ""],
        "pg_namespace" => ["nspname", "", "", ""],
        _ => return None,
    })
}

fn returns(code: &[Code<'_>]) -> bool {
    code.iter().any(|code| match code {
        Code::Return => true,
        Code::Block { body, .. } | Code::Uncertain { body, .. } => returns(body),
        Code::If { branches, .. } => branches.iter().any(|branch| returns(&branch.body)),
        _ => false,
    })
}

/// Whether a string that `EXECUTE` runs may change the shape of a table: judged by all of it, or by how it begins.
fn execute_is_relevant(expression: &Statement<'_>) -> bool {
    let (text, whole) = match plpgsql::text(expression) {
        Text::Whole(text) => (text, true),
        Text::Begins(text) => (text, false),
    };
    let script = Script {
        dialect: crate::Dialect::Postgres,
        file: 0,
        text: &text,
        start: 0,
        end: text.len(),
        within: Some(Place { file: 0, offset: 0 }),
    };
    let statements: Result<Vec<_>, Fault> = Statements::of(&script).collect();
    match statements {
        Ok(statements) if whole => {
            statements.iter().any(|statement| !matches!(ddl::parse(statement), Ok(Ddl::Irrelevant)))
        }
        _ => !begins_irrelevant(&text),
    }
}

/// Whether a statement that begins so can change no table, however it goes on.
fn begins_irrelevant(text: &str) -> bool {
    const HARMLESS: [&str; 22] = [
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
        "COPY",
        "CREATE INDEX",
        "CREATE FUNCTION",
        "CREATE OR REPLACE FUNCTION",
        "CREATE TRIGGER",
        "CREATE POLICY",
        "CREATE ROLE",
        "DROP TRIGGER",
        "DROP POLICY",
        "DROP FUNCTION",
        "ALTER ROLE",
        "ALTER DATABASE",
    ];
    let words: Vec<String> = text.split_whitespace().take(5).map(str::to_ascii_uppercase).collect();
    // The last word may go on behind what is known.
    let known = if text.ends_with(char::is_whitespace) { words.join(" ") + " " } else { words.join(" ") };
    HARMLESS.iter().any(|harmless| known.starts_with(&format!("{harmless} ")))
}

/// The first word by which a body may change the shape of a table, in a language that is not read.
fn mentions_ddl(script: &Script<'_>) -> Option<String> {
    const DDL: [&str; 4] = ["CREATE", "ALTER", "DROP", "EXECUTE"];
    let text = script.text[script.start..script.end].to_ascii_uppercase();
    let found = text.split(|c: char| !c.is_alphanumeric()).find(|word| DDL.contains(word));
    found.map(str::to_owned)
}
