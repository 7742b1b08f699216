//! `schema.toml` and `diesel.toml`: which migrations there are, for which engine.

mod models;

use std::path::{Path, PathBuf};
use std::{env, fs};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::catalog::{Column, Table};
use crate::dialect::Dialect;
use crate::error::{Error, Result};
use crate::migrations::{project_root, shown_path};
use crate::overrides::{Action, Override, lies_in};
use crate::source::{Location, Place, Source, Sources};
use crate::suggest::nearest;
pub use models::{LabelEnums, ModelForms, Models};

/// An engine and its migrations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Engine {
    /// The engine.
    pub dialect: Dialect,
    /// The folder of its migrations, or a single `.sql` file.
    pub migrations: PathBuf,
}

/// What is configured for a crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The engines, that whose types feed Diesel's `table!` first.
    pub engines: Vec<Engine>,
    /// The path of the module in which `schema!()` stands.
    pub schema: String,
    /// The folder from which messages show paths.
    pub root: PathBuf,
    /// The file that was read, if any.
    pub file: Option<PathBuf>,
    /// What it says of statements of the migrations, in `[[statement]]`.
    pub statements: Vec<Override>,
    /// The names of columns that `[naming]` denies.
    pub denied_names: Vec<DeniedName>,
    /// What `[models]` says of the structs that `cargo schema models` writes.
    pub models: Models,
}

/// A name that columns must not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeniedName {
    /// The name.
    pub column: String,
    /// The tables in which it is denied, as `name` or `schema.name`; all where there are none.
    pub tables: Vec<String>,
    /// What to call it instead.
    pub instead: String,
    /// Where that is said.
    pub place: Location,
}

impl DeniedName {
    /// What is wrong with this column's name.
    pub fn message(&self, table: &Table, column: &Column) -> String {
        let (table, name, instead) = (&table.name, &column.name, &self.instead);
        format!("column `{table}.{name}` has a name that the project does not allow: use `{instead}`")
    }

    /// What to do about it, where it is to be called one name.
    pub fn help(&self, table: &Table, column: &Column) -> Option<String> {
        let (table, name, instead) = (&table.name, &column.name, &self.instead);
        let is_name = instead.chars().all(|c| c.is_alphanumeric() || c == '_');
        is_name.then(|| format!("rename it in a migration: ALTER TABLE {table} RENAME COLUMN {name} TO {instead};"))
    }

    /// Whether it denies the name of this column.
    pub fn denies(&self, table: &Table, column: &Column) -> bool {
        let named = |name: &String| match name.split_once('.') {
            Some((schema, name)) => table.schema == schema && table.name == name,
            None => table.name == *name,
        };
        self.column == column.name && (self.tables.is_empty() || self.tables.iter().any(named))
    }
}

impl Config {
    /// The path of the schema module where nothing else is said.
    pub const SCHEMA: &str = "crate::schema";

    /// Finds the configuration of the crate in `package`: the nearest `schema.toml` at or above it, else the nearest
    /// `diesel.toml` with a `[migrations_directory]`, else the nearest folder `migrations`.
    ///
    /// # Errors
    ///
    /// If there is none of them, or the file can't be read or says something that is not understood.
    pub fn find(package: &Path) -> Result<Self> {
        if let Some(file) = package.ancestors().map(|folder| folder.join("schema.toml")).find(|file| file.is_file()) {
            return Self::read(&file);
        }
        for folder in package.ancestors() {
            let file = folder.join("diesel.toml");
            if file.is_file()
                && let Some(config) = read_diesel_toml(&file)?
            {
                return Ok(config);
            }
        }
        let migrations = package.ancestors().map(|folder| folder.join("migrations")).find(|folder| folder.is_dir());
        match migrations {
            Some(migrations) => Ok(Self::of(migrations, package, None)),
            None => Err(Error::of_file(
                shown_path(package, Some(&project_root(package))),
                "there are no migrations: no schema.toml, no diesel.toml and no folder `migrations` here or above",
            )
            .help("write a schema.toml beside Cargo.toml:\n    [migrations]\n    postgres = \"path/to/migrations\"")),
        }
    }

    /// The configuration of a crate: that which the environment variable `SCHEMA_TOML` names, from the current folder on,
    /// if it names one; else what [`Config::find`] finds.
    ///
    /// # Errors
    ///
    /// If there is no such file, and as [`Config::find`] and [`Config::read`] do.
    pub fn of_package(package: &Path) -> Result<Self> {
        match env::var_os("SCHEMA_TOML").filter(|named| !named.is_empty()) {
            Some(named) => Self::named(Path::new(&named)),
            None => Self::find(package),
        }
    }

    /// The configuration in a file that the environment names.
    fn named(file: &Path) -> Result<Self> {
        let whole = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
        if whole.is_file() {
            return Self::read(&whole);
        }
        let message = "there is no such file, and the environment variable SCHEMA_TOML names it";
        Err(Error::of_file(shown_path(file, None), message)
            .help("name a schema.toml by its whole path, or unset the variable"))
    }

    /// The configuration of one folder of migrations, or one `.sql` file, for which nothing else is configured.
    pub fn of_folder(dialect: Dialect, migrations: &Path) -> Self {
        let mut config = Self::of(migrations.to_owned(), migrations.parent().unwrap_or(migrations), None);
        config.engines[0].dialect = dialect;
        config
    }

    /// What is configured for one of the engines alone.
    ///
    /// # Errors
    ///
    /// If there are no migrations for it.
    pub fn for_engine(mut self, dialect: Dialect) -> Result<Self> {
        self.engines.retain(|engine| engine.dialect == dialect);
        if self.engines.is_empty() {
            let file = self.file.as_deref().unwrap_or(&self.root);
            let error =
                Error::of_file(shown_path(file, Some(&self.root)), format!("there are no migrations for `{dialect}`"));
            return Err(error.help(format!("name their folder:\n    [migrations]\n    {dialect} = \"migrations\"")));
        }
        Ok(self)
    }

    fn of(migrations: PathBuf, start: &Path, file: Option<PathBuf>) -> Self {
        let engines = vec![Engine { dialect: Dialect::default(), migrations }];
        Self {
            engines,
            schema: Self::SCHEMA.to_owned(),
            root: project_root(start),
            file,
            statements: Vec::new(),
            denied_names: Vec::new(),
            models: Models::default(),
        }
    }

    /// Reads a `schema.toml`.
    ///
    /// # Errors
    ///
    /// If the file can't be read, is not TOML, or has a key or value that is not understood.
    pub fn read(file: &Path) -> Result<Self> {
        let folder = file.parent().unwrap_or(Path::new(""));
        let root = project_root(folder);
        let shown = shown_path(file, Some(&root));
        let text = read_text(file, &shown)?;
        let document = Document::new(&shown, &text);
        let table = document.parse()?;
        // What is below `check` is for `cargo schema check`, which reads it itself.
        document.only(&table, &["primary", "schema", "migrations", "naming", "statement", "check", "models"])?;
        let mut config = Self {
            engines: Vec::new(),
            schema: Self::SCHEMA.to_owned(),
            root,
            file: Some(file.to_owned()),
            statements: Vec::new(),
            denied_names: Vec::new(),
            models: Models::default(),
        };
        if let Some(value) = table.get("schema") {
            document.path_of_module(value)?.clone_into(&mut config.schema);
        }
        let Some(migrations) = table.get("migrations") else {
            return Err(Error::of_file(&shown, "there is no table [migrations] in it").help(
                "name the folder of the migrations, from here on:\n    [migrations]\n    postgres = \"migrations\"",
            ));
        };
        let DeValue::Table(migrations) = migrations.get_ref() else {
            return Err(document.error(migrations, "`migrations` must be a table: engine = \"folder\""));
        };
        for (engine, path) in migrations {
            let dialect = engine.get_ref().parse().map_err(|message: String| document.error(engine, &message))?;
            let migrations = folder.join(document.string(path)?);
            config.engines.push(Engine { dialect, migrations });
        }
        if config.engines.is_empty() {
            return Err(Error::of_file(&shown, "the table [migrations] is empty").help(
                "name the folder of the migrations, from here on:\n    [migrations]\n    postgres = \"migrations\"",
            ));
        }
        if let Some(value) = table.get("primary") {
            let primary: Dialect =
                document.string(value)?.parse().map_err(|message: String| document.error(value, &message))?;
            let Some(at) = config.engines.iter().position(|engine| engine.dialect == primary) else {
                return Err(document.error(value, &format!("there are no migrations for `{primary}`")));
            };
            config.engines.swap(0, at);
        }
        if let Some(statements) = table.get("statement") {
            config.statements = document.statements(statements, folder, &config)?;
        }
        if let Some(naming) = table.get("naming") {
            config.denied_names = document.naming(naming)?;
        }
        if let Some(models) = table.get("models") {
            config.models = document.models(models, folder)?;
        }
        Ok(config)
    }

    /// The engine whose types feed Diesel's `table!`.
    pub fn primary(&self) -> &Engine {
        &self.engines[0]
    }
}

/// What `diesel.toml` says of the migrations, if it says something.
fn read_diesel_toml(file: &Path) -> Result<Option<Config>> {
    let folder = file.parent().unwrap_or(Path::new(""));
    let shown = shown_path(file, Some(&project_root(folder)));
    let text = read_text(file, &shown)?;
    let document = Document::new(&shown, &text);
    let table = document.parse()?;
    let Some(DeValue::Table(migrations)) = table.get("migrations_directory").map(Spanned::get_ref) else {
        return Ok(None);
    };
    let Some(dir) = migrations.get("dir") else { return Ok(None) };
    let migrations = folder.join(document.string(dir)?);
    Ok(Some(Config::of(migrations, folder, Some(file.to_owned()))))
}

fn read_text(file: &Path, shown: &str) -> Result<String> {
    fs::read_to_string(file).map_err(|error| Error::of_file(shown, format!("can't be read: {error}")))
}

/// Whether a text is a path in Rust, without arguments.
fn is_path(text: &str) -> bool {
    let is_name = |name: &str| {
        let name = name.strip_prefix("r#").unwrap_or(name);
        name.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_alphanumeric() || c == '_')
    };
    text.strip_prefix("::").unwrap_or(text).split("::").all(is_name)
}

/// The file, the line and perhaps the column of `up.sql:30` or `up.sql:30:1`.
fn place(text: &str) -> Option<(&str, u32, Option<u32>)> {
    let (before, last) = text.rsplit_once(':')?;
    let last: u32 = last.parse().ok()?;
    match before.rsplit_once(':').and_then(|(file, line)| Some((file, line.parse().ok()?))) {
        Some((file, line)) => Some((file, line, Some(last))),
        None => Some((before, last, None)),
    }
}

/// A TOML file, for errors at the place of a key or value.
struct Document<'a> {
    sources: Sources,
    text: &'a str,
}

impl<'a> Document<'a> {
    fn new(shown: &str, text: &'a str) -> Self {
        let mut sources = Sources::default();
        sources.push(Source::new(shown, text));
        Self { sources, text }
    }

    fn location(&self, offset: usize) -> Location {
        self.sources.location(Place { file: 0, offset: offset as u32 })
    }

    fn at(&self, offset: usize, message: &str) -> Error {
        Error::at(self.sources.spot(Place { file: 0, offset: offset as u32 }), message)
    }

    fn error<T>(&self, value: &Spanned<T>, message: &str) -> Error {
        self.at(value.span().start, message)
    }

    fn parse(&self) -> Result<DeTable<'a>> {
        match DeTable::parse(self.text) {
            Ok(table) => Ok(table.into_inner()),
            Err(error) => Err(self.at(error.span().map_or(0, |span| span.start), error.message())),
        }
    }

    /// Errs at a key that is none of these.
    fn only(&self, table: &DeTable<'_>, known: &[&str]) -> Result<()> {
        match table.keys().find(|key| !known.contains(&key.get_ref().as_ref())) {
            None => Ok(()),
            Some(key) => Err(self.unknown(key, key.get_ref(), known)),
        }
    }

    /// The error that a word is none of those that are known.
    fn unknown<T>(&self, at: &Spanned<T>, word: &str, known: &[&str]) -> Error {
        let error = self.error(at, &format!("`{word}` is not understood here"));
        match nearest(word, known.iter().copied()) {
            Some(near) => error.help(format!("did you mean `{near}`?")),
            None => error.help(format!("known: `{}`", known.join("`, `"))),
        }
    }

    /// The `[[statement]]` tables.
    fn statements(&self, value: &Spanned<DeValue<'_>>, folder: &Path, config: &Config) -> Result<Vec<Override>> {
        let wrong = || self.error(value, "`statement` must be tables, each headed by [[statement]]");
        let DeValue::Array(tables) = value.get_ref() else { return Err(wrong()) };
        let table = |table: &Spanned<DeValue<'_>>| match table.get_ref() {
            DeValue::Table(entry) => self.statement(table, entry, folder, config),
            _ => Err(wrong()),
        };
        tables.iter().map(table).collect()
    }

    fn statement(
        &self,
        value: &Spanned<DeValue<'_>>,
        table: &DeTable<'_>,
        folder: &Path,
        config: &Config,
    ) -> Result<Override> {
        self.only(table, &["at", "starts", "ignore", "apply"])?;
        let (Some(at), Some(starts)) = (table.get("at"), table.get("starts")) else {
            return Err(self.error(value, "a [[statement]] needs `at`, its place, and `starts`, its first words"));
        };
        let (file, line, column) = place(self.string(at)?).ok_or_else(|| {
            self.error(at, "this must be a file and a line")
                .help("for example: at = \"migrations/001_first/up.sql:30\"")
        })?;
        let action = match (table.get("ignore"), table.get("apply")) {
            (Some(ignore), None) if ignore.get_ref().as_bool() == Some(true) => Action::Ignore,
            (None, Some(ddl)) => Action::Apply(self.string(ddl)?.to_owned()),
            _ => {
                return Err(self.error(value, "a [[statement]] needs either `ignore = true` or `apply = \"<DDL>\"`"));
            }
        };
        // The path is that of messages, which begins where the workspace does, or begins at this file.
        let folders: Vec<_> =
            config.engines.iter().map(|engine| shown_path(&engine.migrations, Some(&config.root))).collect();
        let candidates = [shown_path(Path::new(file), None), shown_path(&folder.join(file), Some(&config.root))];
        let known = candidates.into_iter().find(|file| folders.iter().any(|folder| lies_in(file, folder)));
        let Some(file) = known else {
            let message = format!("`{file}` lies in none of the folders below [migrations]");
            return Err(self.error(at, &message).help("write the path as messages show it"));
        };
        let starts = self.string(starts)?.to_owned();
        Ok(Override { file, line, column, starts, action, place: self.location(at.span().start) })
    }

    /// The table `[naming]`.
    fn naming(&self, value: &Spanned<DeValue<'_>>) -> Result<Vec<DeniedName>> {
        let DeValue::Table(naming) = value.get_ref() else {
            return Err(self.error(value, "`naming` must be a table, headed by [naming]"));
        };
        self.only(naming, &["deny"])?;
        let Some(deny) = naming.get("deny") else { return Ok(Vec::new()) };
        let entry = |entry: &Spanned<DeValue<'_>>| {
            let DeValue::Table(table) = entry.get_ref() else { return Err(self.wrong_denial(entry)) };
            self.only(table, &["column", "use", "tables"])?;
            let (Some(column), Some(instead)) = (table.get("column"), table.get("use")) else {
                return Err(self.wrong_denial(entry));
            };
            let mut tables = Vec::new();
            for name in table.get("tables").map_or(Ok(&[][..]), |tables| self.array(tables))? {
                tables.push(self.string(name)?.to_owned());
            }
            let (column, instead) = (self.string(column)?.to_owned(), self.string(instead)?.to_owned());
            Ok(DeniedName { column, tables, instead, place: self.location(entry.span().start) })
        };
        self.array(deny)?.iter().map(entry).collect()
    }

    fn wrong_denial<T>(&self, entry: &Spanned<T>) -> Error {
        let error = self.error(entry, "a name that is denied needs `column`, and `use`, what to call it instead");
        error.help("for example: { column = \"phone\", use = \"phone_number\" }")
    }

    fn array<'v, 't>(&self, value: &'v Spanned<DeValue<'t>>) -> Result<&'v [Spanned<DeValue<'t>>]> {
        match value.get_ref() {
            DeValue::Array(values) => Ok(values),
            _ => Err(self.error(value, "this must be an array: […]")),
        }
    }

    /// The path of a module in Rust.
    fn path_of_module<'v>(&self, value: &'v Spanned<DeValue<'_>>) -> Result<&'v str> {
        let path = self.string(value)?;
        if is_path(path) {
            return Ok(path);
        }
        let error = self.error(value, "this must be the path of the module in which `schema!()` stands");
        Err(error.help("for example: schema = \"crate::schema\""))
    }

    fn string<'v>(&self, value: &'v Spanned<DeValue<'_>>) -> Result<&'v str> {
        value.get_ref().as_str().ok_or_else(|| self.error(value, "this must be a string"))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{Config, place};

    #[test]
    fn places_have_a_line_and_perhaps_a_column() {
        assert_eq!(place("a/up.sql:30"), Some(("a/up.sql", 30, None)));
        assert_eq!(place("a/up.sql:30:1"), Some(("a/up.sql", 30, Some(1))));
        assert_eq!(place("c:/up.sql:30"), Some(("c:/up.sql", 30, None)));
        assert_eq!([place("a/up.sql"), place("up.sql:"), place("up.sql:x")], [None, None, None]);
    }

    #[test]
    fn what_is_wrong_with_a_statement_entry_is_said_at_its_place() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("schema.toml");
        for (entry, error) in [
            ("at = \"db/a.sql:1\"\nignore = true", "3:1: a [[statement]] needs `at`"),
            ("at = \"db/a.sql\"\nstarts = \"x\"\nignore = true", "4:6: this must be a file and a line"),
            ("at = \"db/a.sql:1\"\nstarts = \"x\"", "3:1: a [[statement]] needs either"),
            ("at = \"db/a.sql:1\"\nstarts = \"x\"\nignore = false", "3:1: a [[statement]] needs either"),
            ("at = \"db/a.sql:1\"\nstarts = \"x\"\nignore = true\napply = \"y\"", "3:1: a [[statement]] needs either"),
            ("at = \"db/a.sql:1\"\nstarts = \"x\"\nignored = true", "6:1: `ignored` is not understood here"),
            ("at = \"x/a.sql:1\"\nstarts = \"x\"\nignore = true", "4:6: `x/a.sql` lies in none of the folders"),
        ] {
            fs::write(&file, format!("[migrations]\npostgres = \"db\"\n[[statement]]\n{entry}\n")).expect("writable");
            let found = Config::read(&file).expect_err("this is wrong").to_string();
            assert!(found.contains(&format!("schema.toml:{error}")), "{found}");
        }
        fs::write(&file, "statement = 1\n[migrations]\npostgres = \"db\"\n").expect("writable");
        let found = Config::read(&file).expect_err("this is wrong").to_string();
        assert!(found.contains("schema.toml:1:13: `statement` must be tables"), "{found}");
    }
}
