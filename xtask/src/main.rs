//! `cargo xtask …`: the project's own commands.

mod bench;
mod ci;
mod failure;
mod fuzz;
mod interrupt;
mod mutate;
mod process;
mod provision;
mod public_api;
mod published;
mod release;
mod soak;
mod test;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(bin_name = "cargo xtask", about = "The project's own commands")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Runs every test of the workspace, with the database servers that they need
    Test(test::Options),
    /// Checks all that must hold before a change is taken
    Ci,
    /// Measures how fast migrations are understood, beside diesel_cli and a database, and what the macros cost in a build
    Bench(bench::Options),
    /// Tries inputs that nobody thought of, by libFuzzer, which needs nightly Rust
    Fuzz(fuzz::Options),
    /// Makes every field and every column wrong in turn, and counts what the build reports
    Mutate,
    /// Compares what the libraries offer with what `public-api` says that they do
    PublicApi(public_api::Options),
    /// Checks all that must be right before the packages are published
    Release(release::Options),
    /// Uses for long what runs for long, and tells how much memory it holds
    Soak(soak::Options),
}

fn main() -> ExitCode {
    if let Some(log) = std::env::var_os(bench::RUSTC_LOG) {
        return bench::rustc(&log);
    }
    let arguments = Arguments::parse();
    let result = interrupt::listen().and_then(|()| match arguments.command {
        Command::Test(options) => test::run(&options),
        Command::Ci => ci::run(),
        Command::Bench(options) => bench::run(&options),
        Command::Fuzz(options) => fuzz::run(&options),
        Command::Mutate => mutate::run(),
        Command::PublicApi(options) => public_api::run(&options),
        Command::Release(_) => release::run(),
        Command::Soak(options) => soak::run(&options),
    });
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::from(failure.exit_code())
        }
    }
}
