//! `cargo schema …`: what SQL migrations make of a database.
//!
//! - [`run`] is the whole program.
//! - [`json`] is the form that `cargo schema print --format json` writes.
//! - [`findings_json`] is the form that `--format json` writes of what `cargo schema check` finds.

mod arguments;
mod check;
mod database;
mod described;
mod diesel_toml;
mod diff;
mod explain;
mod failure;
mod findings;
mod first_difference;
mod graph;
mod init;
pub mod json;
mod json_text;
mod manual;
mod messages;
mod migrations;
mod models;
mod print;
mod progress;
mod report;
mod status;
mod toml_document;
mod validate;
mod whole;

use std::ffi::OsString;
use std::io::{ErrorKind, Write};

use clap::Parser as _;

use arguments::{Arguments, Command};
use failure::Failure;
// The libraries that Diesel's connections are linked with, as the features of this program choose them.
pub use findings::json as findings_json;
use libsqlite3_sys as _;
use messages::Messages;
pub use messages::{Style, Styles};
use pq_sys as _;

/// The exit code of a command that could not do what it is for.
const COULD_NOT_RUN: u8 = 2;

/// Runs the program with these arguments, the program's own name first, and returns its exit code.
///
/// 0 if all went well, 1 if something is found wrong or a database differs from the migrations, 2 if that could not be
/// found out: the migrations, the arguments or the configuration can't be understood, or a database can't be read.
///
/// ```
/// let (mut out, mut err) = (Vec::new(), Vec::new());
/// let code = cargo_schema::run(["cargo-schema", "print", "--migrations", "no/such/folder"], &mut out, &mut err);
/// assert_eq!(code, 2);
/// assert!(String::from_utf8(err)?.starts_with("error: no/such/folder: there is no such folder of migrations"));
/// # Ok::<(), std::string::FromUtf8Error>(())
/// ```
pub fn run<A: Into<OsString>>(arguments: impl IntoIterator<Item = A>, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    run_in_style(arguments, out, err, Style::Plain)
}

/// Runs the program as [`run`] does, and writes errors, warnings and findings in this style, or these styles.
pub fn run_in_style<A: Into<OsString>>(
    arguments: impl IntoIterator<Item = A>,
    out: &mut dyn Write,
    err: &mut dyn Write,
    styles: impl Into<Styles>,
) -> u8 {
    let mut arguments: Vec<OsString> = arguments.into_iter().map(Into::into).collect();
    // Cargo runs `cargo-schema schema …` for `cargo schema …`.
    if arguments.get(1).is_some_and(|first| first == "schema") {
        arguments.remove(1);
    }
    let Styles { out: style, err: err_style } = styles.into();
    let Arguments { command, color } = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // `--help` comes here as well, and is no error.
            let text = error.render();
            let style = if error.use_stderr() { err_style } else { style };
            let text = match style {
                Style::Drawn { colours: true, .. } => text.ansi().to_string(),
                _ => text.to_string(),
            };
            let _ = if error.use_stderr() { write!(err, "{text}") } else { write!(out, "{text}") };
            return u8::try_from(error.exit_code()).unwrap_or(COULD_NOT_RUN);
        }
    };
    let style = style.in_colours(color);
    let mut messages = Messages::new(err, err_style.in_colours(color));
    let done = match command {
        Command::Print(options) => print::run(&options, out, &mut messages).map(|()| 0),
        Command::Validate(options) => validate::run(&options, out, style),
        Command::Check(options) => check::run(&options, out, style),
        Command::Diff(options) => diff::run(&options, out, style),
        Command::Explain(options) => explain::run(&options, out, style).map(|()| 0),
        Command::Init(options) => init::run(&options, out).map(|()| 0),
        Command::Status(options) => status::run(&options, out, style),
        Command::Completions(options) => manual::completions(&options, out).map(|()| 0),
        Command::Man(options) => manual::man(&options, out).map(|()| 0),
        Command::Graph(options) => graph::run(&options, out).map(|()| 0),
        Command::Report(options) => report::run(&options, out).map(|()| 0),
        Command::Models(options) => models::run(&options, out, &mut messages),
    };
    match done.and_then(|code| out.flush().map(|()| code).map_err(|error| Failure::output(&error))) {
        Ok(code) => code,
        // Whoever reads the output has read enough, as `head` has.
        Err(Failure::Output(ErrorKind::BrokenPipe, _)) => 0,
        Err(failure) => {
            // Nothing can be said where nobody listens.
            let _ = messages.say(&failure);
            COULD_NOT_RUN
        }
    }
}
