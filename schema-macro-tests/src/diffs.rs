//! `cargo schema diff --sql`, held against an engine: what it writes to get from one schema to another, and back, is run.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::cases::{accepted, paths};
use crate::histories::Session;
use crate::snapshot::Snapshot;
use crate::summary;

/// What came of a pair of schemas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Up makes the second of the first, and down the first of that, to the engine.
    Agrees,
    /// The command says what it can't write, and what to do instead.
    Refused(String),
    /// The engine refuses what was written, or it makes something else.
    Wrong(String),
}

/// What an engine tells of a database beyond a snapshot, line by line: the texts of indexes, checks, views and the like.
pub type Details<S> = fn(&mut S) -> Vec<String>;

/// `cargo schema` with these arguments: it writes errors there, and returns its exit code.
pub type Command = fn(&[String], &mut Vec<u8>) -> u8;

/// A schema, and what an engine tells of it.
struct Known<'a> {
    sql: &'a str,
    state: State,
}

impl<'a> Known<'a> {
    fn of<S: Session>(session: &mut S, details: Details<S>, sql: &'a str) -> Result<Self, String> {
        session.restart();
        run(session, sql)?;
        Ok(Self { sql, state: state(session, details)? })
    }
}

/// Writes the way from one schema to another by a command that is given its arguments, and runs it.
///
/// # Panics
///
/// If no temporary folder can be had, or the command does what it never should.
fn outcome<S: Session>(
    session: &mut S,
    details: Details<S>,
    command: Command,
    [a, b]: [&Known<'_>; 2],
    renames: &[&str],
) -> Outcome {
    let folder =
        std::env::temp_dir().join(format!("schema_diff_{}_{:?}", std::process::id(), std::thread::current().id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a temporary folder can be had");
    let file = |name: &str| folder.join(name).to_string_lossy().into_owned();
    fs::write(file("a.sql"), a.sql).expect("writable");
    fs::write(file("b.sql"), b.sql).expect("writable");
    let mut arguments: Vec<String> =
        ["cargo-schema", "diff", "--sql", "--version", "1", "--dialect", S::DIALECT.name()].map(str::to_owned).to_vec();
    arguments.extend([file("a.sql"), file("b.sql"), "--output".to_owned(), file("out")]);
    arguments.extend(renames.iter().flat_map(|rename| ["--rename".to_owned(), (*rename).to_owned()]));
    let mut err = Vec::new();
    let code = command(&arguments, &mut err);
    let said = String::from_utf8_lossy(&err).into_owned();
    let text = |name: &str| fs::read_to_string(folder.join("out/1_diff").join(name)).unwrap_or_default();
    let (up, down) = (text("up.sql"), text("down.sql"));
    let _ = fs::remove_dir_all(&folder);
    match code {
        0 | 1 => {}
        2 if said.starts_with("error: ") && said.contains("\nhelp: ") => return Outcome::Refused(said),
        _ => return Outcome::Wrong(format!("exit code {code}: {said}")),
    }
    match there_and_back(session, details, [a, b], [&up, &down]) {
        Ok(()) => Outcome::Agrees,
        Err(why) => Outcome::Wrong(format!("{why}\n--- up\n{up}--- down\n{down}")),
    }
}

fn there_and_back<S: Session>(
    session: &mut S,
    details: Details<S>,
    [a, b]: [&Known<'_>; 2],
    [up, down]: [&str; 2],
) -> Result<(), String> {
    session.restart();
    run(session, a.sql)?;
    run(session, up).map_err(|error| format!("the engine refuses up: {error}"))?;
    same("up does not make B", &b.state, &state(session, details)?)?;
    run(session, down).map_err(|error| format!("the engine refuses down: {error}"))?;
    same("down does not make A", &a.state, &state(session, details)?)
}

fn state<S: Session>(session: &mut S, details: Details<S>) -> Result<State, String> {
    Ok((sorted(session.snapshot()?), details(session)))
}

/// Runs SQL, if it is more than comments: an engine may refuse nothing at all.
fn run<S: Session>(session: &mut S, sql: &str) -> Result<(), String> {
    if sql.lines().all(|line| line.is_empty() || line.starts_with("--")) { Ok(()) } else { session.run(sql) }
}

/// The order of columns is nothing that SQL can change.
fn sorted(mut snapshot: Snapshot) -> Snapshot {
    for table in snapshot.tables.values_mut() {
        table.columns.iter_mut().for_each(|columns| columns.sort_by(|a, b| a.name.cmp(&b.name)));
    }
    snapshot
}

type State = (Snapshot, Vec<String>);

fn same(what: &str, wanted: &State, found: &State) -> Result<(), String> {
    if let Some(differences) = found.0.differences(&wanted.0) {
        return Err(format!("{what}:\n{differences}"));
    }
    let only = |one: &State, other: &State, sign: &str| -> String {
        one.1.iter().filter(|line| !other.1.contains(line)).map(|line| format!("{sign} {line}\n")).collect()
    };
    let differences = only(wanted, found, "-") + &only(found, wanted, "+");
    if differences.is_empty() { Ok(()) } else { Err(format!("{what}:\n{differences}")) }
}

/// Each case of an engine to the next one, but for the `loud` ones, which the engine refuses at what is not known here. Says how many agree.
///
/// # Panics
///
/// If one is wrong, or fewer agree than `at_least`.
pub fn run_cases<S: Session>(folder: &str, details: Details<S>, command: Command, loud: &[&str], at_least: usize) {
    let cases: Vec<(String, String)> = paths(folder)
        .iter()
        .filter_map(|path| {
            let sql = fs::read_to_string(path).expect("a case can be read");
            // What only a client understands can't be run here, nor what needs a second database.
            let plain = !sql.lines().any(|line| line == "-- client") && !sql.contains("other_database");
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            plain.then(|| (name, accepted(&sql)))
        })
        .collect();
    let mut session = S::open();
    let version = session.version().unwrap_or_else(|error| error);
    let (mut agree, mut refused, mut wrong) = (0, BTreeMap::<String, usize>::new(), Vec::new());
    let only = std::env::var("SCHEMA_TEST_ONLY").ok();
    // What is known of a case need not be asked again for the next pair.
    let mut before: Option<Known<'_>> = None;
    for pair in cases.windows(2) {
        let [(first, a), (second, b)] = pair else { continue };
        if loud.contains(&first.as_str()) || only.as_ref().is_some_and(|only| only != first) {
            before = None;
            continue;
        }
        // A case that needs more than an empty database is none for this.
        let known = before.take().or_else(|| Known::of(&mut session, details, a).ok());
        let after = Known::of(&mut session, details, b).ok();
        let pair = known.as_ref().zip(after.as_ref());
        let outcome = pair.map(|(a, b)| outcome(&mut session, details, command, [a, b], &[]));
        before = after;
        let Some(outcome) = outcome else { continue };
        match outcome {
            Outcome::Agrees => agree += 1,
            Outcome::Refused(why) => {
                if std::env::var_os("SCHEMA_TEST_TRIAGE").is_some() {
                    println!("### {first} to {second}: {why}");
                }
                let kind = why.lines().take(2).collect::<Vec<_>>().join(" ");
                let kind: String = kind.split('`').step_by(2).collect::<Vec<_>>().join("…");
                *refused.entry(kind.chars().take(140).collect()).or_default() += 1;
            }
            Outcome::Wrong(why) => wrong.push(format!("=== {first} to {second}: {why}")),
        }
    }
    let count: usize = refused.values().sum();
    summary::tell(&format!("{version}: diff --sql: {agree} pairs of cases agree, {count} are refused with a way out"));
    for (why, count) in refused {
        println!("{count:5} {why}");
    }
    assert!(wrong.is_empty(), "{} are wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(only.is_some() || agree >= at_least, "{agree} agree, fewer than {at_least}");
}

/// Each version of the application to the next one, by its migrations in `folder`.
///
/// # Panics
///
/// If the engine does not agree.
pub fn run_versions<S: Session>(folder: &str, details: Details<S>, command: Command) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations").join(folder);
    let mut migrations: Vec<_> =
        fs::read_dir(folder).expect("readable").map(|entry| entry.expect("readable").path().join("up.sql")).collect();
    migrations.sort();
    let mut session = S::open();
    let mut versions = vec![String::new()];
    for migration in &migrations {
        let up = fs::read_to_string(migration).expect("readable");
        versions.push(format!("{}{up}", versions.last().map_or("", String::as_str)));
    }
    let mut known = |sql| Known::of(&mut session, details, sql).unwrap_or_else(|error| panic!("{error}"));
    let known: Vec<Known<'_>> = versions.iter().map(|sql| known(sql)).collect();
    for (pair, migration) in known.windows(2).zip(&migrations) {
        let [before, after] = pair else { continue };
        let outcome = outcome(&mut session, details, command, [before, after], &[]);
        assert_eq!(outcome, Outcome::Agrees, "{}", migration.display());
    }
    let (dialect, count) = (S::DIALECT, migrations.len());
    summary::tell(&format!("the application on {dialect}: diff --sql leads to each of {count} versions and back"));
}

/// The pairs of a folder below `cases/diff`: a file has the one schema, and below a line `-- to` the other one; lines
/// `-- rename old=new` say what has another name, and a line `-- refused: …` what the command says in place of SQL.
///
/// # Panics
///
/// If the engine does not agree, or something else is refused.
pub fn run_pairs<S: Session>(folder: &str, details: Details<S>, command: Command) {
    let mut session = S::open();
    let paths = paths(&format!("diff/{folder}"));
    let mut wrong = Vec::new();
    for path in &paths {
        let text = fs::read_to_string(path).expect("a pair can be read");
        let (a, b) = text.split_once("\n-- to\n").unwrap_or_else(|| panic!("{}: has no line `-- to`", path.display()));
        let said = |mark: &str| text.lines().filter_map(|line| line.strip_prefix(mark)).collect::<Vec<_>>();
        let refused = said("-- refused: ");
        let known = |session: &mut S, sql| Known::of(session, details, sql);
        let outcome = match (known(&mut session, a), known(&mut session, b)) {
            (Ok(a), Ok(b)) => outcome(&mut session, details, command, [&a, &b], &said("-- rename ")),
            (Err(why), _) | (_, Err(why)) => Outcome::Wrong(format!("the engine refuses the case: {why}")),
        };
        match (&outcome, refused.first()) {
            (Outcome::Agrees, None) => {}
            (Outcome::Refused(why), Some(expected)) if why.contains(expected) => {}
            (Outcome::Agrees, Some(_)) => wrong.push(format!("{}: is not refused", path.display())),
            (Outcome::Refused(why) | Outcome::Wrong(why), _) => wrong.push(format!("{}: {why}", path.display())),
        }
    }
    assert!(wrong.is_empty(), "{} of {} pairs are wrong:\n{}", wrong.len(), paths.len(), wrong.join("\n"));
}
