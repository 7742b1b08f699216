//! What `cargo schema models` writes is compiled under `#[table]`: for the application's migrations, and for every table of
//! `cases` that Diesel can hold; and rows go through SQLite and come back.
//!
//! The macro knows of one set of migrations for each crate. So the cases of an engine are one history, in which each case
//! puts what it made out of the way of the next, and one program is compiled for all of them.

mod compile;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use compile::with_schema;
use schema_catalog::{Catalog, Dialect};
use schema_macro_tests::cases;
use schema_macro_tests::summary;

/// How many tables share a `schema!`: all tables of one can be joined with each other, which takes time to compile.
const TOGETHER: usize = 40;

#[test]
fn the_applications_models_compile() {
    let test = "the_applications_models_compile";
    let program = Program::new(test);
    let models = program.0.join("models/");
    run(&["--migrations", "../migrations/postgres", "--output", &models.to_string_lossy()]);
    // The types that are written are those of one engine.
    let migrations = Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations/postgres");
    program.write("schema.toml", &format!("[migrations]\npostgres = {:?}\n", migrations.to_string_lossy()));
    program.write(
        "all.rs",
        "mod schema { schema_macro::schema!(require_models); }\n#[allow(unused)] mod models;\nfn main() {}\n",
    );
    program.compile(program.0.join("schema.toml"), test);
}

#[test]
fn models_of_postgres_compile() {
    all_cases(Dialect::Postgres, "models_of_postgres_compile");
}

#[test]
fn models_of_mariadb_compile() {
    all_cases(Dialect::Mariadb, "models_of_mariadb_compile");
}

#[test]
fn models_of_sqlite_compile() {
    all_cases(Dialect::Sqlite, "models_of_sqlite_compile");
}

#[test]
fn rows_go_through_sqlite_and_come_back() {
    let test = "rows_go_through_sqlite_and_come_back";
    let program = Program::new(test);
    let sql = Path::new(env!("CARGO_MANIFEST_DIR")).join("../cargo-schema/tests/models/sqlite.sql");
    let models = program.0.join("models.rs");
    run(&["--migrations", &sql.to_string_lossy(), "--dialect", "sqlite", "--output", &models.to_string_lossy()]);
    program.write("schema.toml", &format!("[migrations]\nsqlite = {:?}\n", sql.to_string_lossy()));
    program.write("all.rs", &ROUND_TRIP.replace("SQL", &format!("include_str!({:?})", sql.to_string_lossy())));
    program.compile(program.0.join("schema.toml"), test);
}

/// Inserts, changes and loads rows by the models of `cargo-schema/tests/models/sqlite.sql`.
const ROUND_TRIP: &str = r#"
mod schema { schema_macro::schema!(); }
mod models;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use models::*;
use schema::{accounts, codes, log, transfers};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut connection = SqliteConnection::establish(":memory:")?;
    connection.batch_execute(SQL)?;
    let opened = "2024-02-29".parse()?;
    let new = NewAccount { owner: "Ada".to_owned(), kind: None, opened, balance: Some(1.5), note: None };
    diesel::insert_into(accounts::table).values(&new).execute(&mut connection)?;
    let account = accounts::table.select(Account::as_select()).first(&mut connection)?;
    assert_eq!((account.kind, account.doubled), (AccountKind::Cash, Some(3.0)));
    let changes = AccountChanges { kind: Some(AccountKind::Bank), note: Some(Some("moved".to_owned())), ..Default::default() };
    diesel::update(&account).set(&changes).execute(&mut connection)?;
    let loaded = accounts::table.find(account.id).select(Account::as_select()).first(&mut connection)?;
    assert_eq!(loaded, Account { kind: AccountKind::Bank, note: Some("moved".to_owned()), ..account.clone() });

    let at = Some("2024-02-29T12:30:00".parse()?);
    let new = NewTransfer { from_id: account.id, to_id: account.id, number: 1, amount: 2.0, at };
    diesel::insert_into(transfers::table).values(&new).execute(&mut connection)?;
    let of_account = Transfer::belonging_to(&account).select(Transfer::as_select()).load(&mut connection)?;
    assert_eq!(of_account, [Transfer { from_id: account.id, to_id: account.id, number: 1, amount: 2.0, at }]);

    let new = NewCode { code: Some("a".to_owned()), parent: Some("a".to_owned()) };
    diesel::insert_into(codes::table).values(&new).execute(&mut connection)?;
    let code = codes::table.select(Code::as_select()).first(&mut connection)?;
    assert_eq!(Code::belonging_to(&code).select(Code::as_select()).load(&mut connection)?, [code.clone()]);

    let new = NewLog { line: "x".to_owned(), payload: Some(vec![0, 255]) };
    diesel::insert_into(log::table).values(&new).execute(&mut connection)?;
    let line = log::table.select(Log::as_select()).first(&mut connection)?;
    assert_eq!(line, Log { line: "x".to_owned(), payload: Some(vec![0, 255]) });
    Ok(())
}
"#;

/// A folder with a program.
struct Program(PathBuf);

impl Program {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("models").join(name);
        // The test runs once more in a process of its own, for the program that is there then.
        if env::var_os("SCHEMA_TOML").is_none() {
            let _ = fs::remove_dir_all(&folder);
            fs::create_dir_all(&folder).expect("the folder for tests is writable");
        }
        Self(folder)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.0.join(name), text).expect("the folder for tests is writable");
    }

    fn compile(&self, schema_toml: impl AsRef<Path>, test: &str) {
        let program = self.0.join("all.rs");
        with_schema(schema_toml, test, |cases| cases.pass(&program));
    }
}

/// Runs `cargo schema models`, and returns what it writes to standard error.
fn run(arguments: &[&str]) -> String {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = cargo_schema::run(["cargo-schema", "models"].iter().chain(arguments), &mut out, &mut err);
    let err = String::from_utf8(err).expect("messages are UTF-8");
    assert_eq!(code, 0, "{err}");
    err
}

fn all_cases(dialect: Dialect, test: &str) {
    let program = Program::new(test);
    if env::var_os("SCHEMA_TOML").is_some() {
        return program.compile(env::var_os("SCHEMA_TOML").expect("it is set"), test);
    }
    let History { files, catalog, apart } = History::of(dialect);
    for (name, sql) in &files {
        fs::create_dir_all(program.0.join("migrations").join(name)).expect("the folder for tests is writable");
        program.write(&format!("migrations/{name}/up.sql"), sql);
    }
    program.write("schema.toml", &format!("[migrations]\n{dialect} = \"migrations\"\n"));
    let migrations = program.0.join("migrations");
    let tables: Vec<String> = catalog.tables().map(|table| catalog.full_name(table)).collect();
    let mut root = String::new();
    for (number, together) in tables.chunks(TOGETHER).enumerate() {
        let (dialect, migrations) = (dialect.name(), migrations.to_string_lossy());
        let (module, models) =
            (format!("crate::part_{number}::schema"), program.0.join(format!("part_{number}/models.rs")));
        let output = models.to_string_lossy();
        let mut arguments =
            vec!["--migrations", &migrations, "--dialect", dialect, "--schema-module", &module, "--output", &output];
        arguments.extend(together.iter().map(String::as_str));
        run(&arguments);
        let _ = writeln!(
            root,
            "mod part_{number} {{\n    pub mod schema {{ schema_macro::schema!(only = {:?}); }}\n    pub mod models;\n}}",
            modelled(&models)
        );
    }
    program.write("all.rs", &format!("#![allow(unused)]\n{root}fn main() {{}}\n"));
    program.compile(program.0.join("schema.toml"), test);
    // It is a few of hundreds.
    assert!(apart < 20, "{apart} cases are apart");
    summary::tell(&format!("models of {dialect} compile: {} tables, {apart} cases apart", tables.len()));
}

/// The tables that there are models of.
fn modelled(models: &Path) -> Vec<String> {
    let text = fs::read_to_string(models).expect("it was just written");
    let names = text
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("#[table(")?.split('"').nth(1).map(str::to_owned));
    names.collect::<BTreeSet<_>>().into_iter().collect()
}

/// The cases of an engine, one behind the other.
struct History {
    /// The name of each, and its SQL.
    files: Vec<(String, String)>,
    catalog: Catalog,
    /// How many can't stand among the others.
    apart: usize,
}

impl History {
    fn of(dialect: Dialect) -> Self {
        let mut files: Vec<(String, String)> = Vec::new();
        for (number, path) in cases::paths(dialect.name()).into_iter().enumerate() {
            let sql = cases::accepted(&fs::read_to_string(&path).expect("a case can be read"));
            if let Some(sql) = put_away(dialect, number, sql) {
                files.push((format!("{number:05}_case"), sql));
            }
        }
        let all = files.len();
        loop {
            match Catalog::from_files(dialect, files.iter().map(|(name, sql)| (name.as_str(), sql.as_str()))) {
                Ok(catalog) => {
                    let apart = all - files.len();
                    return Self { files, catalog, apart };
                }
                // What one leaves behind or asks for is in the way of another.
                Err(error) => {
                    let file = &error.location().expect("an error has a place").file;
                    let others = error.notes().iter().filter_map(|note| note.location()).map(|location| &location.file);
                    let cause = others.into_iter().find(|other| *other != file).unwrap_or(file);
                    eprintln!("apart: {error}");
                    files.retain(|(name, _)| **name != **cause);
                }
            }
        }
    }
}

/// A case with what it made put where nothing else is; `None` if it makes no table.
fn put_away(dialect: Dialect, number: usize, mut sql: String) -> Option<String> {
    let catalog = Catalog::from_sql(dialect, "case.sql", sql.as_str()).ok()?;
    catalog.tables().next()?;
    sql.push_str("\n;\n");
    let quote = if dialect == Dialect::Mariadb { '`' } else { '"' };
    let quoted = |name: &str| format!("{quote}{}{quote}", name.replace(quote, &format!("{quote}{quote}")));
    match dialect {
        Dialect::Postgres => {
            sql.push_str("RESET search_path;\n");
            for schema in catalog.schemas() {
                let name = if schema.name == "public" { String::new() } else { format!("_{}", schema.name) };
                let _ = writeln!(
                    sql,
                    "ALTER SCHEMA {} RENAME TO {};",
                    quoted(&schema.name),
                    quoted(&format!("c{number}{name}"))
                );
            }
            sql.push_str("CREATE SCHEMA public;\n");
        }
        _ => {
            for table in catalog.tables().filter(|table| table.kind.is_view()) {
                let _ = writeln!(sql, "DROP VIEW {};", quoted(&table.name));
            }
            for table in catalog.tables().filter(|table| !table.kind.is_view()) {
                for index in catalog.indexes(table).filter(|_| dialect == Dialect::Sqlite) {
                    let _ = writeln!(sql, "DROP INDEX {};", quoted(&index.name));
                }
                let name = if table.schema == dialect.default_schema() {
                    quoted(&table.name)
                } else {
                    format!("{}.{}", quoted(&table.schema), quoted(&table.name))
                };
                let _ = writeln!(sql, "ALTER TABLE {name} RENAME TO {};", quoted(&format!("c{number}_{}", table.name)));
            }
        }
    }
    Some(sql)
}
