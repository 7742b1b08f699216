//! `cargo schema …`.

use std::env;
use std::io;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut out = io::stdout().lock();
    let mut err = io::stderr().lock();
    ExitCode::from(cargo_schema::run(env::args_os(), &mut out, &mut err))
}
