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

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::process::{Command, Stdio};

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

/// A server that asks for a password and takes none: <https://www.postgresql.org/docs/current/protocol-flow.html>. That of
/// the tests may trust whoever comes.
fn server_that_takes_no_password(clients: usize) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
    let address = listener.local_addr().expect("it listens");
    std::thread::spawn(move || {
        for client in listener.incoming().take(clients) {
            let client = client.expect("someone connects");
            let (mut from, mut to) = (&client, &client);
            let mut message = |kind: usize| {
                let mut head = vec![0; kind + 4];
                from.read_exact(&mut head).expect("a message has a length");
                let length = u32::from_be_bytes(head[kind..].try_into().expect("four bytes")) as usize;
                let mut body = vec![0; length - 4];
                from.read_exact(&mut body).expect("a message is whole");
                body
            };
            let _startup = message(0);
            to.write_all(b"R\0\0\0\x08\0\0\0\x03").expect("it is asked for a password");
            let _password = message(1);
            let said = b"SFATAL\0C28P01\0Mpassword authentication failed for user \"me\"\0\0";
            let length = u32::try_from(said.len() + 4).expect("it is short").to_be_bytes();
            to.write_all(&[b"E", &length[..], said].concat()).expect("it is told no");
        }
    });
    address
}

#[test]
fn a_wrong_password_is_told_and_never_shown() {
    let program = Program::on_sqlite();
    let commands = ["migrate status", "aggregate-group-data", "serve --listen 127.0.0.1:0", "backup /tmp/never"];
    let address = server_that_takes_no_password(2 * commands.len());
    for (given, shown) in [
        (format!("me:wr0ng@{address}/groups?sslmode=disable"), format!("me:***@{address}/groups?sslmode=disable")),
        (
            format!("me@{address}/groups?sslmode=disable&password=wr0ng"),
            format!("me@{address}/groups?sslmode=disable&password=***"),
        ),
    ] {
        for command in commands {
            let told = program.fail(&format!("{command} --database-url postgres://{given}"));
            let begin = format!("error: cannot connect to postgres://{shown}\n  ");
            let end = "password authentication failed for user \"me\"\n\
                       help: the password or the user in DATABASE_URL is wrong\n";
            assert!(told.starts_with(&begin) && told.ends_with(end) && !told.contains("wr0ng"), "{told}");
        }
    }
}

/// A program that reads gets JSON, or is told that there is none.
#[test]
fn json_is_written_or_refused() {
    let program = Program::on_sqlite();
    let status = program.json("status --json");
    let phases = status["phases"].as_array().expect("a list");
    let tables: usize = phases.iter().map(|phase| phase["tables"].as_array().expect("a list").len()).sum();
    assert_eq!((phases.len(), tables), (9, 47));
    assert!(program.fail("demo --json").starts_with("error: the demonstration is for people, and has no JSON\nhelp: "));
    program.succeed("migrate up");
    let mut serving = program.command("serve --listen 127.0.0.1:0 --json");
    let mut serving = serving.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program runs");
    let mut line = String::new();
    BufReader::new(serving.stdout.take().expect("it is piped")).read_line(&mut line).expect("the address is written");
    serving.kill().and_then(|()| serving.wait()).expect("it is ours");
    let said: serde_json::Value = serde_json::from_str(&line).expect("it is JSON");
    assert!(said["address"].as_str().is_some_and(|address| address.starts_with("http://127.0.0.1:")), "{line}");
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_has_no_room_is_told() {
    let program = Program::on_sqlite();
    program.succeed("migrate up");
    for command in ["status", "status --json", "migrate status", "aggregate-group-data --json", "validate-schema"] {
        let full = std::fs::File::options().write(true).open("/dev/full").expect("Linux has it");
        let output = program.command(command).stdout(full).output().expect("the program runs");
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{command}");
        assert_eq!(told, "error: the output can't be written: No space left on device (os error 28)\n", "{command}");
    }
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
    for part in ["DATABASE_URL", "APP_DATA_FOLDER", "To begin with:", "Exit codes:", "migrate", "validate-schema"] {
        assert!(help.contains(part), "`{part}` is not in\n{help}");
    }
    assert!(program.succeed("migrate status --help").contains("exit code"));
    for command in ["aggregate-member-data", "record-saving", "backup", "restore"] {
        assert!(program.succeed(&format!("{command} --help")).contains(&format!("\n  app {command} ")), "{command}");
    }
}
