//! Files to catalog, for each engine: the statements of a file, one after the other, or what is said in their place.

use std::ops::Range;

use crate::catalog::Catalog;
use crate::dialect::Dialect;
use crate::error::Error;
use crate::fault::{Fault, SqlState};
use crate::mysql::Mysql;
use crate::overrides::{Action, Override, Overrides, way_out};
use crate::postgres::Postgres;
use crate::source::{Place, Source};
use crate::sqlite::Sqlite;
use crate::statements::{Directive, Script, Statement, Statements};
use crate::step::Step;

/// A session of an engine: the catalog, and what statements do to it.
pub(crate) trait Session {
    /// A state to go back to.
    type State;

    fn catalog(&self) -> &Catalog;

    fn catalog_mut(&mut self) -> &mut Catalog;

    fn into_catalog(self) -> Catalog;

    /// Applies a statement. One that fails may be half applied: whoever calls this goes back to the state before.
    fn statement(&mut self, statement: &Statement<'_>) -> Result<(), Fault>;

    fn state(&mut self) -> Self::State;

    fn go_back(&mut self, state: &Self::State);

    /// Whether a transaction is open, whose beginning may be gone back to.
    fn in_transaction(&self) -> bool;

    /// Forgets every earlier state.
    fn commit(&mut self);

    /// Ends what holds within a file only: a migration is a transaction of its own.
    fn end_of_file(&mut self) -> Result<(), Fault>;
}

/// Whoever looks at each step, if anyone does.
pub(crate) type Seen<'a> = Option<&'a mut dyn FnMut(&Step<'_>)>;

/// A session of any engine.
#[derive(Clone, Debug)]
pub(crate) enum Replay {
    Postgres(Box<Postgres>),
    Sqlite(Box<Sqlite>),
    Mysql(Box<Mysql>),
}

impl Replay {
    pub(crate) fn new(dialect: Dialect) -> Self {
        match dialect {
            Dialect::Postgres | Dialect::Cockroachdb => Self::Postgres(Box::new(Postgres::new(dialect))),
            Dialect::Sqlite => Self::Sqlite(Box::new(Sqlite::new(dialect))),
            Dialect::Mysql | Dialect::Mariadb => Self::Mysql(Box::new(Mysql::new(dialect))),
        }
    }

    pub(crate) fn catalog(&self) -> &Catalog {
        match self {
            Self::Postgres(session) => session.catalog(),
            Self::Sqlite(session) => session.catalog(),
            Self::Mysql(session) => session.catalog(),
        }
    }

    pub(crate) fn into_catalog(self) -> Catalog {
        match self {
            Self::Postgres(session) => session.into_catalog(),
            Self::Sqlite(session) => session.into_catalog(),
            Self::Mysql(session) => session.into_catalog(),
        }
    }

    /// Applies all statements in these parts of a file. A statement that fails leaves the catalog as it was before it.
    ///
    /// Each step is shown to `seen`.
    pub(crate) fn file(
        &mut self,
        source: Source,
        parts: &[Range<usize>],
        said: &mut Overrides,
        seen: &mut Seen<'_>,
    ) -> Result<(), Error> {
        match self {
            Self::Postgres(session) => file(&mut **session, source, parts, said, seen),
            Self::Sqlite(session) => file(&mut **session, source, parts, said, seen),
            Self::Mysql(session) => file(&mut **session, source, parts, said, seen),
        }
    }
}

fn file(
    session: &mut impl Session,
    source: Source,
    parts: &[Range<usize>],
    overrides: &mut Overrides,
    seen: &mut Seen<'_>,
) -> Result<(), Error> {
    let text = source.text.clone();
    let dialect = session.catalog().dialect;
    overrides.begin(&source, parts)?;
    let file = session.catalog_mut().sources.push(source);
    // Programs hand texts to the engines in C's way, up to the first of these.
    if let Some(offset) = text.find('\0') {
        let place = Place { file, offset: offset as u32 };
        let fault = Fault::new(place, "there is a NUL byte here, which no SQL has").help("save the file as UTF-8");
        return Err(error(session, fault));
    }
    for part in parts {
        let script = Script { dialect, file, text: &text, start: part.start, end: part.end, within: None };
        self::part(session, &script, overrides, seen).map_err(|error| overrides.explain(error))?;
    }
    overrides.end()?;
    session.end_of_file().map_err(|fault| error(session, fault))
}

fn part(
    session: &mut impl Session,
    script: &Script<'_>,
    overrides: &mut Overrides,
    seen: &mut Seen<'_>,
) -> Result<(), Error> {
    let mut statements = Statements::of(script);
    while let Some(statement) = statements.next() {
        let state = session.state();
        let before = session.catalog_mut().marks();
        let range = statement.as_ref().ok().and_then(Statement::range);
        let done = match (statement, statements.directive()) {
            (Ok(statement), Ok(directive)) => {
                match (overrides.find(&statement, &session.catalog().sources), directive) {
                    (Some(said), _) => overridden(session, &statement, &said),
                    (None, Some(directive)) => directed(session, &directive),
                    (None, None) => understood(session, &statement),
                }
            }
            (Err(fault), _) | (_, Err(fault)) => Err(error(session, fault)),
        };
        if let Err(error) = done {
            session.go_back(&state);
            return Err(error);
        }
        if let (Some(seen), Some(range)) = (seen.as_mut(), range) {
            let place = Place { file: script.file, offset: range.start as u32 };
            seen(&Step { catalog: session.catalog(), place, statement: &script.text[range], before });
        }
        if !session.in_transaction() {
            session.commit();
        }
    }
    match statements.directive() {
        Ok(None) => Ok(()),
        Ok(Some(directive)) => Err(error(
            session,
            Fault::new(directive.place, "there is no statement behind this")
                .help("write it above the statement that it is about"),
        )),
        Err(fault) => Err(error(session, fault)),
    }
}

fn error(session: &impl Session, fault: Fault) -> Error {
    fault.into_error(&session.catalog().sources)
}

/// Applies a statement as it stands. What is not understood names the way out.
fn understood(session: &mut impl Session, statement: &Statement<'_>) -> Result<(), Error> {
    session.statement(statement).map_err(|fault| {
        let refused = fault.sql_state() == SqlState::Refused;
        let error = error(session, fault);
        if !refused {
            return error;
        }
        let start = statement.tokens.first().map_or(0, |token| token.start);
        let location = session.catalog().sources.location(Place { file: statement.file, offset: start });
        let help = way_out(statement, &location, error.help_text());
        error.help(help)
    })
}

/// Applies what `schema.toml` says of a statement.
fn overridden(session: &mut impl Session, statement: &Statement<'_>, said: &Override) -> Result<(), Error> {
    let Action::Apply(ddl) = &said.action else { return Ok(()) };
    let start = statement.tokens.first().map_or(0, |token| token.start);
    let within = Some(Place { file: statement.file, offset: start });
    let dialect = session.catalog().dialect;
    let script = Script { dialect, file: statement.file, text: ddl, start: 0, end: ddl.len(), within };
    self::script(session, &script).map_err(|fault| {
        error(session, fault).note_at("it is applied for this statement by what is said", said.place.clone())
    })
}

/// Applies what a comment says of the statement below it.
fn directed(session: &mut impl Session, directive: &Directive<'_>) -> Result<(), Error> {
    directive.instead.iter().try_for_each(|script| self::script(session, script)).map_err(|fault| error(session, fault))
}

fn script(session: &mut impl Session, script: &Script<'_>) -> Result<(), Fault> {
    let mut statements = Statements::of(script).peekable();
    if statements.peek().is_none() {
        let place = script.within.unwrap_or(Place { file: script.file, offset: script.start as u32 });
        return Err(Fault::new(place, "there is no statement in what is to be applied"));
    }
    statements.try_for_each(|statement| session.statement(&statement?))
}
