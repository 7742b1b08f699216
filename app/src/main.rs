//! The savings-group application's command line.

use std::error::Error;
use std::io::{self, ErrorKind};
use std::process::ExitCode;

use app::commands::{
    Context, Outcome, Result, aggregate, backup, cascade, demo, migrate, record, seed, serve, status, validate,
};
use clap::{Parser, Subcommand};
use schema_catalog::harmless;

/// Keeps the savings groups: their members, money, meetings and documents.
///
/// The database is the one that --database-url or the environment variable DATABASE_URL names: `sqlite://path`, or
/// `postgres://user:password@host/database`. Without either it is an SQLite file in the data folder, which is
/// APP_DATA_FOLDER, or where this system keeps the data of programs.
#[derive(Parser)]
#[command(name = "app", version, after_help = AFTER_HELP)]
struct Arguments {
    /// The database: `sqlite://path`, or `postgres://user:password@host/database`
    #[arg(long, global = true, value_name = "URL")]
    database_url: Option<String>,

    /// Write JSON, for a program to read
    #[arg(long, global = true)]
    json: bool,

    #[command(subcommand)]
    command: Command,
}

const AFTER_HELP: &str = "\
To begin with:
  app demo             see all of it, in a database that is removed again
  app migrate up       make a database to keep
  app seed-demo-data   fill it with a year of three groups
  app serve            look at it with a browser, at http://127.0.0.1:8080

Exit codes:
  0  done, or as it should be
  1  what was looked at is not as it should be
  2  the command could not run; nothing is half-done";

const MEMBER_EXAMPLES: &str = "\
Examples:
  app aggregate-member-data RW-GAS-001             all members of a group
  app aggregate-member-data RW-GAS-001 004 --json  one, for a program";

const SAVING_EXAMPLES: &str = "\
Examples:
  app record-saving RW-GAS-001 004 voluntary 1250.50
  app record-saving RW-GAS-001 004 voluntary 1000 --withdraw --date 2026-01-31";

const BACKUP_EXAMPLE: &str = "\
Before a migration, and back if it was no good:
  app backup before-007.backup
  app migrate up
  app restore before-007.backup --replace";

#[derive(Subcommand)]
enum Command {
    /// Print the tables that this program was compiled with, phase by phase; no database is asked
    Status,
    /// Take the database forwards and back by the migrations in this program
    #[command(subcommand)]
    Migrate(migrate::Migrate),
    /// Compare the live database with the migrations, and report every difference
    ///
    /// Tables, columns with type, nullability and default, keys with their delete rules, unique constraints, checks,
    /// triggers, and the migrations applied. The exit code is 0 where nothing differs, 1 where something does, and 2 where
    /// that can't be told.
    ValidateSchema(validate::Validate),
    /// Fill an empty database with an administrator, three groups, 53 members and twelve months
    ///
    /// All migrations must be applied: `app migrate up`.
    ///
    /// The rows are the same every time, and are written in one transaction: all or nothing. The administrator's password
    /// is taken from APP_ADMIN_PASSWORD, or generated and shown once; all other users of the demonstration have it too.
    SeedDemoData(seed::Seed),
    /// Try every foreign key and trigger: whether it does on delete what the SQL says
    ///
    /// On a scratch database of the same engine, which the migrations make and which is removed afterwards: for each foreign
    /// key a row is deleted that others refer to, and every row of every table is compared with what the rules make of it.
    /// The exit code is 0 where all do what the SQL says, 1 where one doesn't.
    TestCascadeOperations(cascade::Cascade),
    /// Sum up a member's savings, loans, fines, shares and attendance
    #[command(after_help = MEMBER_EXAMPLES)]
    AggregateMemberData(aggregate::Members),
    /// Sum up a group's savings, loans, fines, shares and attendance, and its months
    AggregateGroupData(aggregate::Groups),
    /// Record a saving that a member pays in or takes out, with all that follows from it
    ///
    /// The account, the cashbook and the totals of group and member change in one transaction. What is not on the account, or
    /// not in the cash box, is not paid out; nothing is recorded for a day before the last entry in the cashbook.
    #[command(after_help = SAVING_EXAMPLES)]
    RecordSaving(record::Record),
    /// Save the database, which may be in use, into a new file
    ///
    /// For PostgreSQL it is a file for `pg_restore`, for SQLite a database. The file is there only when it is whole, and none is
    /// ever overwritten.
    #[command(after_help = BACKUP_EXAMPLE)]
    Backup(backup::Save),
    /// Bring the database back from a file that `backup` made, all of it or nothing
    ///
    /// The database must be empty or not be there, unless it is to be replaced; and nobody must use it meanwhile.
    #[command(after_help = BACKUP_EXAMPLE)]
    Restore(backup::Restore),
    /// Serve the HTTP interface under /api/v1 and a page for people under /
    ///
    /// The address is written to standard output, the log as lines of JSON to standard error. Nothing is served from a
    /// database that is not as the migrations make it. SIGTERM or Ctrl-C end it after the requests under way.
    Serve(serve::Serve),
    /// See all of it in a fresh database: migrations, validation, a year of data, cascades, and each group's months
    Demo(demo::Demo),
}

fn run(arguments: &Arguments) -> Result {
    let mut context = Context {
        database_url: arguments.database_url.as_deref(),
        json: arguments.json,
        out: &mut io::stdout().lock(),
    };
    match &arguments.command {
        Command::Status => status::run(&mut context),
        Command::Migrate(command) => migrate::run(command, &mut context),
        Command::ValidateSchema(options) => validate::run(options, &mut context),
        Command::SeedDemoData(options) => seed::run(options, &mut context),
        Command::TestCascadeOperations(options) => cascade::run(options, &mut context),
        Command::AggregateMemberData(options) => aggregate::members(options, &mut context),
        Command::AggregateGroupData(options) => aggregate::groups(options, &mut context),
        Command::RecordSaving(options) => record::run(options, &mut context),
        Command::Backup(options) => backup::save(options, &mut context),
        Command::Restore(options) => backup::restore(options, &mut context),
        Command::Serve(options) => serve::run(options, &mut context),
        Command::Demo(options) => demo::run(options, &mut context),
    }
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(Outcome::Success) => ExitCode::SUCCESS,
        Ok(Outcome::Difference) => ExitCode::from(1),
        // Whoever reads the output may have read enough.
        Err(error) if is_broken_pipe(error.as_ref()) => ExitCode::SUCCESS,
        Err(error) => {
            // No other error of the system comes without a word on what it is about.
            let about = if error.is::<io::Error>() { "the output can't be written: " } else { "" };
            eprintln!("error: {about}{}", harmless(&error.to_string()));
            ExitCode::from(2)
        }
    }
}

fn is_broken_pipe(error: &(dyn Error + 'static)) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == ErrorKind::BrokenPipe)
}
