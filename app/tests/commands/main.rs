//! The command line, run as a user runs it, on a PostgreSQL server and on SQLite.

mod backup;
mod cascade;
mod demo;
mod killed;
mod ledger;
#[path = "../../../schema-macro-tests/tests/freshness/memory.rs"]
mod memory;
mod migrate;
mod seed;
mod serve;
mod summary;
mod validate;

use std::process::Command;

use app::database::{Database, Location};
use diesel::connection::SimpleConnection;
use schema_macro_tests::server::ScratchDatabase;
use tempfile::TempDir;

/// A database that is not there yet, or empty, and the program for it.
struct Program {
    url: String,
    /// Gone when the test ends.
    scratch: Scratch,
}

enum Scratch {
    Postgres { database: ScratchDatabase },
    Sqlite { folder: TempDir },
}

/// The database of SQLite, below a folder.
const FILE: &str = "of/groups.sqlite";

/// What the program wrote, and how it ended.
#[derive(Debug)]
struct Ended {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Program {
    fn on_postgres() -> Self {
        Self::of_postgres(ScratchDatabase::create())
    }

    fn of_postgres(database: ScratchDatabase) -> Self {
        Self { url: database.url(), scratch: Scratch::Postgres { database } }
    }

    fn on_sqlite() -> Self {
        let folder = tempfile::tempdir().expect("there is a folder for what is temporary");
        let url = format!("sqlite://{}/{FILE}", folder.path().display());
        Self { url, scratch: Scratch::Sqlite { folder } }
    }

    /// With a copy of the database, which nobody may have open.
    fn copy(&self) -> Self {
        match &self.scratch {
            Scratch::Postgres { database } => Self::of_postgres(database.copy()),
            Scratch::Sqlite { folder: from } => {
                let copy = Self::on_sqlite();
                let Scratch::Sqlite { folder: to } = &copy.scratch else { unreachable!("it is on SQLite") };
                let [from, to] = [from, to].map(|folder| folder.path().join(FILE));
                let parent = to.parent().expect("it is in a folder");
                std::fs::create_dir_all(parent).and_then(|()| std::fs::copy(from, &to)).expect("the folder is ours");
                copy
            }
        }
    }

    /// One for each engine.
    fn on_both() -> [Self; 2] {
        [Self::on_postgres(), Self::on_sqlite()]
    }

    fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_app"));
        command.args(arguments.split_whitespace()).env("DATABASE_URL", &self.url);
        command
    }

    fn run(&self, arguments: &str) -> Ended {
        let output = self.command(arguments).output().expect("the program runs");
        let text = |bytes| String::from_utf8(bytes).expect("only text is written");
        Ended { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Runs what must end well, and gives what it wrote.
    #[track_caller]
    fn succeed(&self, arguments: &str) -> String {
        let ended = self.run(arguments);
        assert_eq!(ended.code, Some(0), "app {arguments} on {}:\n{}{}", self.url, ended.out, ended.err);
        ended.out
    }

    /// Runs what must not be done, and gives why.
    #[track_caller]
    fn fail(&self, arguments: &str) -> String {
        let ended = self.run(arguments);
        assert_eq!(ended.code, Some(2), "app {arguments} on {}:\n{}{}", self.url, ended.out, ended.err);
        ended.err
    }

    /// Runs what writes JSON.
    #[track_caller]
    fn json(&self, arguments: &str) -> serde_json::Value {
        let ended = self.run(arguments);
        serde_json::from_str(&ended.out).unwrap_or_else(|error| panic!("{error}: {ended:?}"))
    }

    fn connect(&self) -> Database {
        let location = Location::parse(&self.url).expect("it is a URL");
        Database::connect(&location).expect("the database is there")
    }

    /// Changes the database by hand.
    #[track_caller]
    fn execute(&self, sql: &str) {
        self.connect().batch_execute(sql).unwrap_or_else(|error| panic!("{error} in {sql}"));
    }
}

#[test]
fn a_database_that_can_not_be_used_is_told_with_what_to_do() {
    let program = Program::on_sqlite();
    let Scratch::Sqlite { folder } = &program.scratch else { unreachable!("it is on SQLite") };
    let file = folder.path().join(FILE);
    assert_eq!(
        program.fail("validate-schema"),
        format!(
            "error: there is no database at {}\n\
             help: `app migrate up` makes it, `app demo` shows one with data\n",
            file.display()
        )
    );
    let letter = folder.path().join("letter.txt");
    std::fs::write(&letter, "Dear group, this is no database.").expect("the folder is ours");
    assert_eq!(
        program.fail(&format!("migrate up --database-url sqlite://{}", letter.display())),
        format!(
            "error: {} is no SQLite database\nhelp: DATABASE_URL names another file, or a backup is to be restored\n",
            letter.display()
        )
    );
    assert_eq!(
        program.fail("migrate up --database-url oracle://me:s3cret@db/groups"),
        "error: `oracle://me:***@db/groups` names no database\n\
         help: write `sqlite://path/to/file`, or `postgres://user:password@host/database`\n"
    );

    let server = Program::on_postgres().url;
    let (before, _) = server.rsplit_once('/').expect("a URL ends with a database");
    let told = program.fail(&format!("migrate up --database-url {before}/not_there"));
    assert!(told.ends_with("\nhelp: make it with `createdb`, or correct the name in DATABASE_URL\n"), "{told}");
    let told = program.fail("migrate up --database-url postgres://me:s3cret@127.0.0.1:1/groups");
    assert!(told.starts_with("error: cannot connect to postgres://me:***@127.0.0.1:1/groups\n"), "{told}");
    assert!(told.contains("\nhelp: no server listens there"), "{told}");
}

#[test]
fn a_wrong_password_is_told_and_never_shown() {
    let program = Program::on_postgres();
    let role = format!("app_test_{}", std::process::id());
    program.execute(&format!("CREATE ROLE {role} LOGIN PASSWORD 'right'"));
    let (_, host) = program.url.rsplit_once('@').expect("the URL has a user");
    let ended = program.run(&format!("migrate status --database-url postgres://{role}:wr0ng@{host}"));
    program.execute(&format!("DROP ROLE {role}"));
    // A server that trusts whoever comes asks for no password.
    if ended.code == Some(2) {
        assert!(ended.err.contains("\nhelp: the password or the user in DATABASE_URL is wrong\n"), "{}", ended.err);
    }
    assert!(!ended.err.contains("wr0ng") && !ended.out.contains("wr0ng"), "{ended:?}");
}

#[test]
fn a_locked_file_is_told() {
    let program = Program::on_sqlite();
    program.succeed("migrate up --to 000");
    let mut writer = program.connect();
    writer.batch_execute("BEGIN IMMEDIATE").expect("nobody else writes");
    assert_eq!(
        program.fail("migrate up"),
        "error: the database is locked: another program has been writing for longer than 5 s\n\
         help: end that program, or wait for it, and try again\n"
    );
    writer.batch_execute("ROLLBACK").expect("it was begun");
    program.succeed("migrate up");
}

/// The help of each command says what it does.
#[test]
fn help_teaches() {
    let program = Program::on_sqlite();
    let help = program.succeed("--help");
    for part in ["DATABASE_URL", "APP_DATA_FOLDER", "Exit codes:", "migrate", "validate-schema"] {
        assert!(help.contains(part), "`{part}` is not in\n{help}");
    }
    assert!(program.succeed("migrate status --help").contains("exit code"));
}
