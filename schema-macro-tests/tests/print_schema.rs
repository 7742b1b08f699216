//! `cargo schema print` against diesel_cli: the same bytes, from the migrations on one side and from a database on which
//! they ran on the other.
//!
//! It is tried on the application's migrations, on every case of `cases/postgres`, `cases/mariadb` and `cases/sqlite`, and on those of
//! `cases/print_schema`, which are about names, types and lines that are hard to print. Lines in those that begin with
//! `--!` are the `[print_schema]` of a `diesel.toml`. All are tried without options and with many at once.
//!
//! diesel_cli prints nothing if there is a table without a primary key. Such a table is given one, on both sides; where
//! it can't have one, it is left out by a filter.
//!
//! diesel_cli is the program that `DIESEL_CLI` names, else `diesel` on the path; it must be of version 2.3.
//! `cargo xtask test` builds it where there is none.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::sync::OnceLock;

use diesel::sql_types::Text;
use diesel::{QueryableByName, RunQueryDsl, sql_query};
use libtest_mimic::{Arguments, Failed, Trial};
use mysql::prelude::Queryable as _;
use schema_catalog::Catalog;
use schema_macro_tests::cases::{self, Database};
use schema_macro_tests::server::ScratchDatabase;
use schema_macro_tests::server::mysql::MariadbDatabase;
use schema_macro_tests::server::sqlite::SqliteDatabase;
use schema_macro_tests::summary;
use similar::TextDiff;

/// A database that diesel_cli can read.
trait Printed: Database {
    /// Its URL; what has to be written for it lies in this folder.
    fn address(&self, folder: &Path) -> Result<String, Failed>;

    /// The tables that have no primary key, each with its schema.
    fn without_key(&self) -> Result<Vec<(String, String)>, Failed>;

    /// The schemas that have tables, `None` for the default one, which is always among them.
    fn schemas(&self) -> Result<Vec<Option<String>>, Failed>;

    /// The statement that gives a table a primary key.
    fn add_key(&self, schema: &str, table: &str) -> String;
}

impl Printed for ScratchDatabase {
    fn address(&self, _: &Path) -> Result<String, Failed> {
        Ok(self.url())
    }

    fn without_key(&self) -> Result<Vec<(String, String)>, Failed> {
        let without = "NOT EXISTS (SELECT FROM pg_index WHERE indrelid = c.oid AND indisprimary)";
        let query = sql_query(format!("{TABLES} AND {without} ORDER BY c.oid"));
        let tables: Vec<Named> = query.load(&mut self.connect())?;
        Ok(tables.into_iter().map(|Named { schema, name }| (schema, name)).collect())
    }

    fn schemas(&self) -> Result<Vec<Option<String>>, Failed> {
        let tables: Vec<Named> = sql_query(TABLES).load(&mut self.connect())?;
        let mut schemas: Vec<Option<String>> =
            tables.into_iter().map(|table| Some(table.schema).filter(|schema| schema != "public")).collect();
        schemas.push(None);
        schemas.sort();
        schemas.dedup();
        Ok(schemas)
    }

    fn add_key(&self, schema: &str, table: &str) -> String {
        let quoted = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
        format!("ALTER TABLE {}.{} ADD COLUMN key_of_test serial PRIMARY KEY;", quoted(schema), quoted(table))
    }
}

impl Printed for MariadbDatabase {
    fn address(&self, _: &Path) -> Result<String, Failed> {
        Ok(self.url())
    }

    fn without_key(&self) -> Result<Vec<(String, String)>, Failed> {
        let query = "SELECT table_schema, table_name FROM information_schema.tables t
            WHERE table_schema = ? AND table_type = 'BASE TABLE' AND NOT EXISTS (SELECT * FROM information_schema.statistics s
                WHERE s.table_schema = t.table_schema AND s.table_name = t.table_name AND s.index_name = 'PRIMARY')
            ORDER BY table_name";
        Ok(self.connect().exec(query, (self.name(),))?)
    }

    fn schemas(&self) -> Result<Vec<Option<String>>, Failed> {
        Ok(vec![None])
    }

    fn add_key(&self, _: &str, table: &str) -> String {
        let table = table.replace('`', "``");
        format!("ALTER TABLE `{table}` ADD COLUMN key_of_test bigint AUTO_INCREMENT PRIMARY KEY;")
    }
}

impl Printed for SqliteDatabase {
    fn address(&self, folder: &Path) -> Result<String, Failed> {
        let file = folder.join("database.sqlite");
        self.save(&file)?;
        Ok(file.to_string_lossy().into_owned())
    }

    fn without_key(&self) -> Result<Vec<(String, String)>, Failed> {
        // The row id stands for a key. Where diesel_cli has no name for it, the case says so in its options.
        Ok(Vec::new())
    }

    fn schemas(&self) -> Result<Vec<Option<String>>, Failed> {
        Ok(vec![None])
    }

    fn add_key(&self, _: &str, _: &str) -> String {
        String::new()
    }
}

/// Options that change most of what is printed.
const MANY_OPTIONS: &str = r#"
with_docs = true
column_sorting = "name"
allow_tables_to_appear_in_same_query_config = "fk_related_tables"
custom_type_derives = ["diesel::query_builder::QueryId", "Clone"]
import_types = ["diesel::sql_types::*", "crate::types::*"]
pg_domains_as_custom_types = ["[a-m]"]
"#;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    if !arguments.list {
        // Without a server there is nothing to compare with.
        drop((ScratchDatabase::create(), MariadbDatabase::create()));
        diesel_cli();
        let rustfmt = Command::new("rustfmt").arg("--version").output();
        assert!(
            rustfmt.is_ok_and(|output| output.status.success()),
            "diesel_cli needs rustfmt, which is not installed"
        );
    }
    let conclusion = libtest_mimic::run(&arguments, trials());
    if !arguments.list {
        let (same, count) = (conclusion.num_passed, conclusion.num_passed + conclusion.num_failed);
        let version = version_of(diesel_cli());
        summary::tell(&format!("diesel_cli {version}: {same} of {count} outputs are the same bytes"));
    }
    conclusion.exit_code()
}

/// The version that diesel_cli says it has, else all that it says.
fn version_of(program: &Path) -> String {
    let said = Command::new(program).arg("--version").output().map(|output| output.stdout).unwrap_or_default();
    let said = String::from_utf8_lossy(&said);
    said.lines().find_map(|line| line.trim().strip_prefix("Version: ")).unwrap_or(said.trim()).to_owned()
}

/// The program diesel_cli.
fn diesel_cli() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let named = env::var_os("DIESEL_CLI").filter(|name| !name.is_empty());
        let program = PathBuf::from(named.unwrap_or_else(|| "diesel".into()));
        assert!(
            version_of(&program).starts_with("2.3."),
            "this test needs diesel_cli 2.3: run `cargo xtask test`, which builds it, or set DIESEL_CLI to the program \
             (`{} --version` says: {})",
            program.display(),
            version_of(&program)
        );
        program
    })
}

fn trials() -> Vec<Trial> {
    let application = Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations/postgres");
    let mut trials =
        vec![Trial::test("application", move || Case::of_folder("application", application)?.run::<ScratchDatabase>())];
    trials.extend(["postgres", "print_schema"].into_iter().flat_map(trials_of::<ScratchDatabase>));
    trials.extend(trials_of::<MariadbDatabase>("mariadb"));
    trials.extend(trials_of::<SqliteDatabase>("sqlite"));
    trials
}

fn trials_of<D: Printed>(folder: &str) -> Vec<Trial> {
    let trial = |path: PathBuf| {
        let name = path.file_stem().expect("a file has a name").to_string_lossy().into_owned();
        let name =
            if D::DIALECT == schema_catalog::Dialect::Postgres { name } else { format!("{} {name}", D::DIALECT) };
        Trial::test(name.clone(), move || Case::read(name, &path)?.run::<D>())
    };
    cases::paths(folder).into_iter().map(trial).collect()
}

struct Case {
    name: String,
    sql: String,
    client: bool,
    /// What `[print_schema]` says in the case.
    options: String,
    /// The folder of migrations that the text is put together from, if it is.
    folder: Option<PathBuf>,
}

impl Case {
    fn read(name: String, path: &Path) -> Result<Self, Failed> {
        let text = fs::read_to_string(path)?;
        let marks = |line: &&str| ["-- error", "-- refused"].contains(&line.trim_end());
        let client = text.lines().any(|line| line == "-- client");
        // Statements that are no part of any schema come last.
        let sql = text.split_inclusive('\n').take_while(|line| !marks(line)).collect();
        let options = text.lines().filter_map(|line| line.strip_prefix("--!")).collect::<Vec<_>>().join("\n");
        Ok(Self { name, sql, client, options, folder: None })
    }

    /// A folder of Diesel's layout.
    fn of_folder(name: &str, folder: PathBuf) -> Result<Self, Failed> {
        let mut files = Vec::new();
        for entry in fs::read_dir(&folder)? {
            files.push(entry?.path().join("up.sql"));
        }
        files.sort();
        let texts: Result<Vec<_>, _> = files.iter().map(fs::read_to_string).collect();
        let sql = texts?.join("\n");
        Ok(Self { name: name.to_owned(), sql, client: false, options: String::new(), folder: Some(folder) })
    }

    fn run<D: Printed>(mut self) -> Result<(), Failed> {
        let database = D::create();
        self.sql = database.own(&self.sql);
        self.apply(&database)?;
        let text = self.sql.clone();
        let kept_out = self.add_keys(&database)?;
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("print_schema").join(&self.name);
        fs::create_dir_all(&folder)?;
        let file = folder.join("up.sql");
        fs::write(&file, &self.sql)?;
        let migrations = self.folder.filter(|_| text == self.sql).unwrap_or(file);
        // rustfmt takes the nearest of these.
        fs::write(folder.join("rustfmt.toml"), "")?;
        for schema in database.schemas()? {
            for options in [self.options.as_str(), MANY_OPTIONS] {
                let own = self.options.lines().find(|line| line.starts_with("filter"));
                let filter = match own {
                    _ if options.contains("filter") => String::new(),
                    Some(own) => own.to_owned(),
                    None => filter(&kept_out),
                };
                fs::write(folder.join("diesel.toml"), format!("[print_schema]\n{options}\n{filter}"))?;
                let schema = schema.as_deref();
                let expected = expected(&folder, &database.address(&folder)?, schema)?;
                let found = found(D::DIALECT.name(), &migrations, &folder.join("diesel.toml"), schema)?;
                if found != expected {
                    let diff = TextDiff::from_lines(&expected, &found);
                    let diff = diff.unified_diff().header("diesel_cli", "cargo schema print").to_string();
                    return Err(Failed::from(format!("schema {schema:?}, options:\n{options}\n{filter}\n{diff}")));
                }
            }
        }
        fs::remove_dir_all(&folder)?;
        Ok(())
    }

    fn apply(&self, database: &impl Printed) -> Result<(), Failed> {
        // An engine may take an empty query for an error of its own kind.
        if self.sql.lines().all(|line| line.is_empty() || line.starts_with("--")) {
            return Ok(());
        }
        Ok(if self.client { database.run_by_client(&self.sql) } else { database.run(&self.sql) }?)
    }

    /// Gives each table a primary key that has none and can have one. Returns the others, and those whose columns only
    /// the database knows.
    fn add_keys<D: Printed>(&mut self, database: &D) -> Result<Vec<String>, Failed> {
        let read = |sql: &str| Catalog::from_sql(D::DIALECT, "up.sql", sql).map_err(|error| error.to_string());
        for (schema, name) in database.without_key()? {
            let statement = database.add_key(&schema, &name);
            let with_key = format!("{}\n;\n{statement}", self.sql);
            if read(&with_key).is_ok() && database.run(&statement).is_ok() {
                self.sql = with_key;
            }
        }
        let mut kept_out: Vec<String> = database.without_key()?.into_iter().map(|(_, name)| name).collect();
        let catalog = read(&self.sql)?;
        kept_out.extend(catalog.tables().filter(|table| table.unknown.is_some()).map(|table| table.name.clone()));
        Ok(kept_out)
    }
}

fn filter(kept_out: &[String]) -> String {
    if kept_out.is_empty() {
        return String::new();
    }
    let literal = |name: &String| {
        let escaped: String =
            name.chars().flat_map(|c| c.is_ascii_punctuation().then_some('\\').into_iter().chain([c])).collect();
        format!("{:?}", format!("^{escaped}$"))
    };
    format!("filter = {{ except_tables = [{}] }}", kept_out.iter().map(literal).collect::<Vec<_>>().join(", "))
}

/// What diesel_cli prints.
fn expected(folder: &Path, url: &str, schema: Option<&str>) -> Result<String, Failed> {
    let mut command = Command::new(diesel_cli());
    command.current_dir(folder).args(["print-schema", "--config-file", "diesel.toml", "--database-url", url]);
    let output = command.args(schema.map(|schema| format!("--schema={schema}"))).stdin(Stdio::null()).output()?;
    if !output.status.success() {
        return Err(Failed::from(format!("diesel_cli: {}", String::from_utf8_lossy(&output.stderr))));
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// What `cargo schema print` prints.
fn found(dialect: &str, migrations: &Path, config: &Path, schema: Option<&str>) -> Result<String, Failed> {
    let mut arguments: Vec<OsString> =
        ["cargo-schema", "schema", "print", "--dialect", dialect, "--migrations"].map(OsString::from).into();
    arguments.extend([migrations.into(), "--config-file".into(), config.into()]);
    arguments.extend(schema.map(|schema| format!("--schema={schema}").into()));
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = cargo_schema::run(arguments, &mut out, &mut err);
    let err = String::from_utf8(err)?;
    if code != 0 || !err.is_empty() {
        return Err(Failed::from(format!("cargo schema print: exit code {code}: {err}")));
    }
    Ok(String::from_utf8(out)?)
}

#[derive(QueryableByName)]
struct Named {
    #[diesel(sql_type = Text)]
    schema: String,
    #[diesel(sql_type = Text)]
    name: String,
}

/// The tables of the database that are no system's, those of temporary schemas left out.
const TABLES: &str = "SELECT nspname::text AS schema, relname::text AS name FROM pg_class c \
     JOIN pg_namespace n ON n.oid = relnamespace \
     WHERE relkind IN ('r', 'p') AND nspname <> 'information_schema' AND nspname !~ '^pg_'";
