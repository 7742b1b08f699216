//! `cargo schema …`.

use std::env;
use std::io;
use std::process::ExitCode;

use cargo_schema::{Style, Styles};

fn main() -> ExitCode {
    let mut out = io::stdout().lock();
    let mut err = io::stderr().lock();
    let styles = Styles { out: Style::of_stdout(), err: Style::of_stderr() };
    ExitCode::from(cargo_schema::run_in_style(env::args_os(), &mut out, &mut err, styles))
}
