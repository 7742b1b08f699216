//! The program killed at any moment: what it did not finish it has not begun.

use std::collections::BTreeMap;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use app::contents::Contents;
use app::database::Database;
use app::migrations::State;
use diesel::prelude::*;
use diesel::sql_types::BigInt;

use crate::Program;

/// How often each command is killed on each engine: 54 times in all.
const KILLS: usize = 9;

#[derive(QueryableByName)]
struct Others {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

impl Program {
    fn start(&self, arguments: &str) -> Child {
        let mut command: Command = self.command(arguments);
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program runs")
    }

    /// How long a command takes that is left alone.
    fn time(&self, arguments: &str) -> Duration {
        let begun = Instant::now();
        self.succeed(arguments);
        begun.elapsed()
    }

    /// Kills a command at some moment, and waits until the server has noticed.
    fn kill(&self, arguments: &str, longest: Duration) {
        let mut child = self.start(arguments);
        thread::sleep(longest.mul_f64(fastrand::f64()));
        child.kill().expect("it is ours");
        child.wait().expect("it is ours");
        self.wait_until_alone();
    }

    /// Waits until the server of the database has noticed that others have gone.
    pub(crate) fn wait_until_alone(&self) {
        let mut database = self.connect();
        while let Database::Postgres(connection) = &mut database {
            let others = "SELECT count(*) FROM pg_stat_activity
                          WHERE datname = current_database() AND pid <> pg_backend_pid()";
            let others: Others = diesel::sql_query(others).get_result(connection).expect("PostgreSQL knows");
            if others.count == 0 {
                break;
            }
            thread::sleep(Duration::from_millis(20));
        }
    }
}

/// Up and down in turn, from wherever the last one was killed.
#[test]
fn a_migration_is_applied_or_not() {
    for program in Program::on_both() {
        let times = ["migrate up", "migrate down --all"].map(|command| (command, program.time(command)));
        let mut left = BTreeMap::new();
        for (command, longest) in times.into_iter().cycle().take(KILLS) {
            program.kill(command, longest);
            let state = State::of(&mut program.connect()).expect("the database can be read");
            state.check().expect("no migration is applied by half");
            *left.entry(format!("{} applied", state.applied.len())).or_default() += 1;
        }
        tell(&program, "migrate", &left);
        program.succeed("migrate up");
        program.succeed("validate-schema");
    }
}

#[test]
fn all_rows_are_seeded_or_none() {
    for program in Program::on_both() {
        program.succeed("migrate up");
        let longest = program.time("seed-demo-data");
        let whole = Contents::load(&mut program.connect()).expect("the database can be read").row_count();
        let mut left = BTreeMap::new();
        for _ in 0..KILLS {
            Contents::clear(&mut program.connect()).expect("the rows can be deleted");
            program.kill("seed-demo-data", longest);
            let found = Contents::load(&mut program.connect()).expect("the database can be read").row_count();
            assert!(found == 0 || found == whole, "{found} of {whole} rows are there");
            *left.entry(if found == 0 { "none".to_owned() } else { "all".to_owned() }).or_default() += 1;
        }
        tell(&program, "seed-demo-data", &left);
    }
}

#[test]
fn a_payment_is_recorded_whole_or_not_at_all() {
    for program in Program::on_both() {
        program.succeed("migrate up");
        program.succeed("seed-demo-data");
        let payment = "record-saving RW-GAS-001 004 voluntary 1.00 --date 2026-01-03";
        let longest = program.time(payment);
        let mut before = Contents::load(&mut program.connect()).expect("the database can be read");
        let mut left = BTreeMap::new();
        for _ in 0..KILLS {
            program.kill(payment, longest);
            let found = Contents::load(&mut program.connect()).expect("the database can be read");
            assert_eq!(found.wrong_totals().expect("all fit"), [""; 0]);
            let recorded = found.saving_transactions.len() - before.saving_transactions.len();
            assert!(recorded <= 1);
            *left.entry(if recorded == 0 { "none".to_owned() } else { "all".to_owned() }).or_default() += 1;
            before = found;
        }
        tell(&program, "record-saving", &left);
    }
}

/// What the kills have left, and how often.
fn tell(program: &Program, command: &str, left: &BTreeMap<String, usize>) {
    println!("{KILLS} kills of {command} on {:?} left {left:?}", program.connect().engine());
}
