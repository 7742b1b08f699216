//! `DO` blocks and routines that are called: the DDL written in them is applied.

use std::collections::BTreeMap;

use super::Postgres;
use super::effects::{Defined, mentions_ddl, script_of};
use super::infer::is_function_of_extension;
use crate::cursor::{Cursor, QualifiedName, ScriptText};
use crate::fault::{Fault, SqlState};
use crate::postgres::ddl::plpgsql::{self, Text};
use crate::postgres::ddl::{self, Code, Handler, Routine, RoutineCall};
use crate::replay::Session as _;
use crate::source::Place;
use crate::statements::{Script, Statement, Statements, as_one};

/// How deep blocks, branches and calls are followed.
pub(crate) const DEEPEST: u32 = 40;

/// How many blocks, branches and calls are followed for one statement.
const MOST_RUNS: u32 = 10_000;

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

    /// Whether what is applied stands in a routine or a `DO` block.
    pub(crate) fn in_routine(&self) -> bool {
        self.depth > 0
    }

    /// Runs what may run more of its kind: not without end, and not deeper than a stack can hold.
    fn deeper<T>(&mut self, place: Place, run: impl FnOnce(&mut Self) -> Result<T, Fault>) -> Result<T, Fault> {
        self.runs += 1;
        if self.depth == DEEPEST || self.runs > MOST_RUNS {
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
        let script = script_of(self.catalog.dialect, body, &file);
        match routine.language.as_str() {
            "plpgsql" => {
                let statement = as_one(&script)?;
                let code = plpgsql::body(&mut Cursor::new(&statement))?;
                match self.first_change(&code) {
                    Some(_) => self.run_code(&code).map(|_| ()),
                    None => self.performs_what_is_known(&code),
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

    /// A query calls routines: those that the migrations define and that have DDL in them are run.
    pub(crate) fn calls(&mut self, calls: &[RoutineCall]) -> Result<(), Fault> {
        for call in calls {
            let name = &call.name;
            if call.leads {
                self.does_what_is_known(name)?;
            }
            if !self.routines.contains_key(&name.name.value) {
                self.distribute(call)?;
            }
            if !self.may_change(&name.name.value) {
                continue;
            }
            let Some(routines) = self.routines.get(&name.name.value).cloned() else { continue };
            match routines.as_slice() {
                [only] => self.run_with(&only.routine, call).map_err(|fault| fault.called_at(name.place()))?,
                several => self.calls_one_of(several, name)?,
            }
        }
        Ok(())
    }

    /// Errs where code that changes nothing as far as is known calls a routine of which that is not known.
    fn performs_what_is_known(&self, code: &[Code<'_>]) -> Result<(), Fault> {
        code.iter().try_for_each(|code| match code {
            Code::Perform(query) => {
                let mut led = ddl::performed(query).into_iter().filter(|call| call.leads);
                led.try_for_each(|call| self.does_what_is_known(&call.name))
            }
            Code::Block { body, .. } | Code::Uncertain { body, .. } => self.performs_what_is_known(body),
            Code::If { branches, .. } => {
                branches.iter().try_for_each(|branch| self.performs_what_is_known(&branch.body))
            }
            _ => Ok(()),
        })
    }

    /// Errs for a routine that neither these migrations nor the engine define. It may be an extension's, and such do make
    /// tables and columns: `create_parent` of pg_partman, `AddGeometryColumn` of PostGIS.
    fn does_what_is_known(&self, name: &QualifiedName) -> Result<(), Fault> {
        let called = &name.name.value;
        let known = self.routines.contains_key(called)
            || (self.rules().is_own_function)(called)
            || is_function_of_extension(called)
            || self.catalog.types().any(|user| user.name == *called);
        if known {
            return Ok(());
        }
        let message = format!("what `{called}` does is not known: these migrations define no routine of that name");
        Err(Fault::refused(name.place(), message)
            .help("where an extension defines it, write what it does to tables as plain statements"))
    }

    /// Runs a routine with the constants that a call gives it.
    fn run_with(&mut self, routine: &Routine, call: &RoutineCall) -> Result<(), Fault> {
        let parameters = self.known_parameters(routine, call);
        let outer = std::mem::replace(&mut self.parameters, parameters);
        let done = self.run(routine);
        self.parameters = outer;
        done
    }

    /// The parameters whose values are known all through a routine: those that nothing in it may set.
    fn known_parameters(&self, routine: &Routine, call: &RoutineCall) -> BTreeMap<String, String> {
        let within = Some(call.name.place());
        let dialect = self.catalog.dialect;
        let text = &routine.arguments;
        let declared = as_one(&Script { dialect, file: 0, text, start: 0, end: text.len(), within });
        let (Ok(declared), Some(body)) = (declared, &routine.body) else { return BTreeMap::new() };
        let file = self.catalog.sources.text(body.place().file);
        let Ok(body) = as_one(&script_of(dialect, body, &file)) else { return BTreeMap::new() };
        let mut known = ddl::parameters(&declared, call);
        known.retain(|(name, _)| !plpgsql::may_set(&body, name));
        known.into_iter().collect()
    }

    /// Which of several routines of one name is called can't be told by the name.
    fn calls_one_of(&mut self, routines: &[Defined], name: &QualifiedName) -> Result<(), Fault> {
        for routine in routines {
            let state = self.state();
            let before = self.catalog.changes();
            let ran = self.run(&routine.routine);
            let changed = self.catalog.changes() != before;
            self.go_back(&state);
            if changed || ran.is_err() {
                let message = format!("there are several routines `{}`, and one changes tables", name.name.value);
                return Err(Fault::refused(name.place(), message).help(WAY_OUT));
            }
        }
        Ok(())
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
                                self.calls(&ddl::calls(condition))?;
                                let condition = plpgsql::condition(condition, &self.parameters);
                                condition.and_then(|condition| self.holds(&condition))
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
                                if let Some(changes) =
                                    self.first_change(&rest).or_else(|| returns(&rest).then_some(*place))
                                {
                                    return Err(Fault::refused(
                                        *place,
                                        "whether this condition holds is not known here",
                                    )
                                    .note("what depends on it is", changes)
                                    .help(WAY_OUT));
                                }
                                self.performs_what_is_known(&rest)?;
                                break;
                            }
                        }
                    }
                    flow
                }
                Code::Uncertain { body, place } => match self.first_change(body) {
                    None => Flow::On,
                    Some(changes) => {
                        return Err(Fault::refused(*place, "what runs here, and how often, is not known")
                            .note("what may change a table is", changes)
                            .help(WAY_OUT));
                    }
                },
                Code::Execute { expression, query, place } => {
                    self.execute(expression, *query, *place)?;
                    Flow::On
                }
                Code::Raise { place } => return Err(Fault::new(*place, "an exception is raised here")),
                Code::Return => Flow::Returned,
                Code::Sql(statement) => {
                    self.apply(ddl::parse(statement)?, Cursor::new(statement).place())?;
                    Flow::On
                }
                Code::Query(query) => {
                    self.calls(&ddl::calls(query))?;
                    Flow::On
                }
                Code::Perform(query) => {
                    self.calls(&ddl::performed(query))?;
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

    fn execute(&mut self, expression: &Statement<'_>, query: bool, place: Place) -> Result<(), Fault> {
        self.calls(&ddl::calls(expression))?;
        let text = plpgsql::text(expression, &self.parameters);
        if !self.changes(&self.effects_of_text(&text, query, 0)) {
            return Ok(());
        }
        let Text::Whole(text) = text else {
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
}

fn returns(code: &[Code<'_>]) -> bool {
    code.iter().any(|code| match code {
        Code::Return => true,
        Code::Block { body, .. } | Code::Uncertain { body, .. } => returns(body),
        Code::If { branches, .. } => branches.iter().any(|branch| returns(&branch.body)),
        _ => false,
    })
}
