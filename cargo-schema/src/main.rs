//! `cargo schema …`.

use std::env;
use std::io;
use std::process::ExitCode;

use cargo_schema::Style;

fn main() -> ExitCode {
    let mut out = io::stdout().lock();
    let mut err = io::stderr().lock();
    ExitCode::from(cargo_schema::run_in_style(env::args_os(), &mut out, &mut err, Style::of_stderr()))
}
