//! The savings-group application's command line.

use std::io;
use std::process::ExitCode;

use app::commands::{migrate, status};
use clap::{Parser, Subcommand};

/// Keeps the savings groups: their members, money, meetings and documents.
#[derive(Parser)]
#[command(name = "app", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Print the tables that this program was compiled with, phase by phase
    Status,
    /// Apply the migrations to the database that DATABASE_URL names
    Migrate,
}

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Status => status::run(&mut io::stdout().lock()).map_err(|error| error.to_string()),
        Command::Migrate => migrate::run(&mut io::stdout().lock()).map_err(|error| error.to_string()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}
