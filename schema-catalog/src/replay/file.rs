//! The statements of a file, one after the other, or what is said in their place.

use std::ops::Range;

use super::Replay;
use crate::error::Error;
use crate::fault::{Fault, SqlState};
use crate::overrides::{Action, Override, Overrides, way_out};
use crate::source::{Place, Source};
use crate::statements::{Directive, Script, Statement, Statements};

impl Replay {
    /// Applies all statements in these parts of a file. A statement that fails leaves the catalog as it was before it.
    pub(crate) fn file(
        &mut self,
        source: Source,
        parts: &[Range<usize>],
        overrides: &mut Overrides,
    ) -> Result<(), Error> {
        let text = source.text.clone();
        overrides.begin(&source, parts)?;
        let file = self.catalog.sources.push(source);
        for part in parts {
            let script = Script { file, text: &text, start: part.start, end: part.end, within: None };
            self.part(&script, overrides).map_err(|error| overrides.explain(error))?;
        }
        overrides.end()?;
        // A migration is a transaction of its own.
        self.end_transaction().map_err(|fault| fault.into_error(&self.catalog.sources))
    }

    fn part(&mut self, script: &Script<'_>, overrides: &mut Overrides) -> Result<(), Error> {
        let mut statements = Statements::of(script);
        while let Some(statement) = statements.next() {
            let state = self.state();
            let done = match (statement, statements.directive()) {
                (Ok(statement), Ok(directive)) => {
                    match (overrides.find(&statement, &self.catalog.sources), directive) {
                        (Some(said), _) => self.overridden(&statement, &said),
                        (None, Some(directive)) => self.directed(&directive),
                        (None, None) => self.understood(&statement),
                    }
                }
                (Err(fault), _) | (_, Err(fault)) => Err(fault.into_error(&self.catalog.sources)),
            };
            if let Err(error) = done {
                self.go_back(&state);
                return Err(error);
            }
            if self.transaction.is_none() {
                self.commit();
            }
        }
        match statements.directive() {
            Ok(None) => Ok(()),
            Ok(Some(directive)) => Err(Fault::new(directive.place, "there is no statement behind this")
                .help("write it above the statement that it is about")
                .into_error(&self.catalog.sources)),
            Err(fault) => Err(fault.into_error(&self.catalog.sources)),
        }
    }

    /// Applies a statement as it stands. What is not understood names the way out.
    fn understood(&mut self, statement: &Statement<'_>) -> Result<(), Error> {
        self.statement(statement).map_err(|fault| {
            let refused = fault.sql_state() == SqlState::Refused;
            let error = fault.into_error(&self.catalog.sources);
            if !refused {
                return error;
            }
            let start = statement.tokens.first().map_or(0, |token| token.start);
            let location = self.catalog.sources.location(Place { file: statement.file, offset: start });
            let help = way_out(statement, &location, error.help_text());
            error.help(help)
        })
    }

    /// Applies what `schema.toml` says of a statement.
    fn overridden(&mut self, statement: &Statement<'_>, said: &Override) -> Result<(), Error> {
        let Action::Apply(ddl) = &said.action else { return Ok(()) };
        let start = statement.tokens.first().map_or(0, |token| token.start);
        let within = Some(Place { file: statement.file, offset: start });
        let script = Script { file: statement.file, text: ddl, start: 0, end: ddl.len(), within };
        self.script(&script).map_err(|fault| {
            let error = fault.into_error(&self.catalog.sources);
            error.note(format!("it is applied for this statement by {}", said.place))
        })
    }

    /// Applies what a comment says of the statement below it.
    fn directed(&mut self, directive: &Directive<'_>) -> Result<(), Error> {
        directive
            .instead
            .iter()
            .try_for_each(|script| self.script(script))
            .map_err(|fault| fault.into_error(&self.catalog.sources))
    }

    fn script(&mut self, script: &Script<'_>) -> Result<(), Fault> {
        let mut statements = Statements::of(script).peekable();
        if statements.peek().is_none() {
            let place = script.within.unwrap_or(Place { file: script.file, offset: script.start as u32 });
            return Err(Fault::new(place, "there is no statement in what is to be applied"));
        }
        statements.try_for_each(|statement| self.statement(&statement?))
    }
}
