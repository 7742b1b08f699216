//! What `schema.toml` says of statements that are not understood, and how an error asks for it.

use std::ops::Range;

use crate::config::{Config, Engine};
use crate::dialect::Dialect;
use crate::error::{Error, Result};
use crate::harmless::toml_string;
use crate::lexer::{Lexer, Token, TokenKind};
use crate::migrations::shown_path;
use crate::source::{Location, Place, Source, Sources};
use crate::statements::Statement;

/// A `[[statement]]` in `schema.toml`: what a statement of the migrations does, where that is not to be read from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    /// The file with the statement, as messages name it.
    pub file: String,
    /// The line on which the statement begins, counted from 1.
    pub line: u32,
    /// The column in which it begins, if that is said.
    pub column: Option<u32>,
    /// Its first words.
    pub starts: String,
    /// What it does.
    pub action: Action,
    /// Where `schema.toml` says so.
    pub place: Location,
}

/// What a statement does, by an [`Override`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Action {
    /// Nothing that matters to tables.
    Ignore,
    /// What this DDL does.
    Apply(String),
}

/// The overrides of an engine, and which of them a statement has been found for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Overrides {
    entries: Vec<Entry>,
    /// Those for the file that is being replayed.
    current: Range<usize>,
}

#[derive(Clone, Debug)]
struct Entry {
    said: Override,
    state: State,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum State {
    /// Its file has not been replayed.
    Waiting,
    /// Its file is being replayed, and this is what has been found at its line so far.
    Looking(Option<String>),
    Found,
    /// It stands in a part of the file that is not replayed.
    Elsewhere,
}

impl Overrides {
    /// What is said of the migrations of an engine.
    pub(crate) fn of(config: &Config, engine: &Engine) -> Self {
        let folder = shown_path(&engine.migrations, Some(&config.root));
        let ours = config.statements.iter().filter(|said| lies_in(&said.file, &folder));
        let mut entries: Vec<Entry> = ours.map(|said| Entry { said: said.clone(), state: State::Waiting }).collect();
        entries.sort_by(|a, b| (&a.said.file, a.said.line).cmp(&(&b.said.file, b.said.line)));
        Self { entries, current: 0..0 }
    }

    /// Turns to a file, of which these parts are replayed.
    pub(crate) fn begin(&mut self, source: &Source, parts: &[Range<usize>]) -> Result<()> {
        let start = self.entries.partition_point(|entry| *entry.said.file < *source.name);
        let end = self.entries.partition_point(|entry| *entry.said.file <= *source.name);
        self.current = start..end;
        for entry in &mut self.entries[start..end] {
            let Some(line) = source.line(entry.said.line) else {
                let message = format!("`{}` has no line {}", entry.said.file, entry.said.line);
                return Err(Error::at(entry.said.place.clone(), message));
            };
            let replayed = parts.iter().any(|part| part.start < line.end && line.start < part.end);
            entry.state = if replayed { State::Looking(None) } else { State::Elsewhere };
        }
        Ok(())
    }

    /// What is said of a statement, if something is.
    pub(crate) fn find(&mut self, statement: &Statement<'_>, sources: &Sources) -> Option<Override> {
        if self.current.is_empty() {
            return None;
        }
        let at = |offset| sources.location(Place { file: statement.file, offset });
        let (first, last) = (statement.tokens.first()?, statement.tokens.last()?);
        let (begin, end) = (at(first.start), at(last.start));
        for entry in &mut self.entries[self.current.clone()] {
            let State::Looking(near) = &mut entry.state else { continue };
            let said = &entry.said;
            if said.line == begin.line && said.column.is_none_or(|column| column == begin.column) {
                if begins_with(statement.text, first.start as usize, &said.starts, statement.dialect) {
                    entry.state = State::Found;
                    return Some(said.clone());
                }
                *near = Some(format!("the statement there begins with `{}`", first_words(statement)));
            } else if (begin.line..=end.line).contains(&said.line) && near.is_none() {
                *near = Some(format!("the statement there begins at {begin}, with `{}`", first_words(statement)));
            }
        }
        None
    }

    /// Errs if something is said of the file, now read to its end, that fits no statement.
    pub(crate) fn end(&mut self) -> Result<()> {
        match self.unfit().next() {
            Some(entry) => Err(entry.error()),
            None => Ok(()),
        }
    }

    /// Adds to an error what was said of the lines up to it and fits none of their statements.
    pub(crate) fn explain(&self, error: Error) -> Error {
        let line = error.location().map_or(0, |location| location.line);
        match self.unfit().find(|entry| entry.said.line <= line) {
            Some(entry) => error.note(entry.error().to_string()),
            None => error,
        }
    }

    fn unfit(&self) -> impl Iterator<Item = &Entry> {
        self.entries[self.current.clone()].iter().filter(|entry| matches!(entry.state, State::Looking(_)))
    }

    /// Errs if something is said of a file that is none of those replayed, nor of these.
    pub(crate) fn finish(&self, others: &[String]) -> Result<()> {
        let left = |entry: &&Entry| entry.state == State::Waiting && !others.contains(&entry.said.file);
        match self.entries.iter().find(left) {
            None => Ok(()),
            Some(entry) => {
                let message = format!("`{}` is no file of the migrations", entry.said.file);
                Err(Error::at(entry.said.place.clone(), message))
            }
        }
    }
}

impl Entry {
    fn error(&self) -> Error {
        let Override { file, line, column, starts, place, .. } = &self.said;
        let column = column.map_or_else(String::new, |column| format!(":{column}"));
        let message = format!("no statement begins at {file}:{line}{column} with `{starts}`");
        let error =
            Error::at(place.clone(), message).help("correct this [[statement]], or take it out if it is settled");
        match &self.state {
            State::Looking(Some(near)) => error.note(near),
            _ => error,
        }
    }
}

/// Whether a file, as messages name it, is this one or lies in this folder.
pub(crate) fn lies_in(file: &str, folder: &str) -> bool {
    let folder = folder.trim_end_matches('/');
    file.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || folder.is_empty())
}

/// Whether the text from `at` on begins with these tokens. Letter case and white space do not count.
fn begins_with(text: &str, at: usize, starts: &str, dialect: Dialect) -> bool {
    let (mut there, mut said) = (Lexer::new(text, dialect), Lexer::new(starts, dialect));
    there.seek(at);
    loop {
        let Ok(Some(token)) = said.next() else { return true };
        let slice = |text: &str, token: Token| text[token.start as usize..token.end as usize].to_owned();
        match there.next() {
            Ok(Some(other)) if slice(text, other).eq_ignore_ascii_case(&slice(starts, token)) => {}
            _ => return false,
        }
    }
}

/// The words that a statement begins with: enough to know it by.
fn first_words(statement: &Statement<'_>) -> String {
    let plain =
        |token: &&Token| matches!(token.kind, TokenKind::Word | TokenKind::Quoted | TokenKind::Punctuation(b'.'));
    let known = statement.tokens.iter().take(5).take_while(plain);
    match (statement.tokens.first(), known.last()) {
        (Some(first), Some(last)) => {
            let words = statement.text[first.start as usize..last.end as usize].split_whitespace();
            words.collect::<Vec<_>>().join(" ")
        }
        (Some(first), None) => statement.text[first.start as usize..first.end as usize].chars().take(20).collect(),
        (None, _) => String::new(),
    }
}

/// What to do about a statement that is not understood, after what else may be done.
pub(crate) fn way_out(statement: &Statement<'_>, location: &Location, help: Option<&str>) -> String {
    let first = help.map_or_else(|| "if the statement is right, ".to_owned(), |help| format!("{help}; or "));
    let (at, starts) =
        (toml_string(&format!("{}:{}", location.file, location.line)), toml_string(&first_words(statement)));
    format!(
        "{first}say in schema.toml what it does, by `ignore = true` or by `apply = \"<DDL>\"`:\n    [[statement]]\n    at = \
         {at}\n    starts = {starts}\n    ignore = true"
    )
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::begins_with;
    use crate::config::Config;
    use crate::{Catalog, Dialect, Migrator};

    /// A project with migrations and what its `schema.toml` says of statements.
    struct Project(tempfile::TempDir);

    impl Project {
        fn with(statements: &str, files: &[(&str, &str)]) -> Self {
            let project = Self(tempfile::tempdir().expect("a temporary folder"));
            let write = |name: &str, text: &str| {
                let path = project.0.path().join(name);
                fs::create_dir_all(path.parent().expect("below the folder")).expect("writable");
                fs::write(path, text).expect("writable");
            };
            write("Cargo.toml", "[workspace]");
            write("app/schema.toml", &format!("[migrations]\npostgres = \"db\"\n{statements}"));
            for (name, text) in files {
                write(&format!("app/db/{name}"), text);
            }
            project
        }

        fn load(&self) -> crate::Result<Catalog> {
            let config = Config::read(&self.0.path().join("app/schema.toml"))?;
            config.load(config.primary())
        }

        fn error(&self) -> String {
            self.load().expect_err("this is wrong").to_string()
        }
    }

    const ODD: &str = "CREATE TABLE a (id int);\n\nCONJURE  TABLE b\n  OUT OF air;\nCREATE TABLE c (id int);\n";

    #[test]
    fn a_refusal_names_the_way_out_and_it_works_as_it_stands() {
        let project = Project::with("", &[("1_a.sql", ODD)]);
        let error = project.error();
        let (what, help) = error.split_once("\nhelp: ").expect("some help");
        assert!(what.starts_with("app/db/1_a.sql:3:1: "), "{error}");
        assert!(
            help.starts_with(
                "if the statement is right, say in schema.toml what it does, by `ignore = true` or by `apply = "
            ),
            "{error}"
        );
        let (_, entry) = help.split_once(":\n").expect("an entry");
        assert_eq!(
            entry,
            "    [[statement]]\n    at = \"app/db/1_a.sql:3\"\n    starts = \"CONJURE TABLE b OUT OF\"\n    ignore = true"
        );
        let catalog = Project::with(entry, &[("1_a.sql", ODD)]).load().expect("settled");
        assert!(catalog.table("a").is_some() && catalog.table("b").is_none() && catalog.table("c").is_some());
    }

    #[test]
    fn refusals_keep_their_own_help() {
        let error = Project::with("", &[("1_a.sql", "DO LANGUAGE plperl $$ CREATE TABLE a $$;")]).error();
        assert!(error.contains("; or say in schema.toml what it does"), "{error}");
        // What the engine itself would refuse is to be put right, not to be talked away.
        let error = Project::with("", &[("1_a.sql", "DROP TABLE a;")]).error();
        assert!(!error.contains("schema.toml"), "{error}");
    }

    #[test]
    fn ddl_is_applied_in_the_place_of_the_statement() {
        // By the path from schema.toml on, too, and with a column.
        for at in ["app/db/1_a.sql:3", "db/1_a.sql:3:1"] {
            let entry = format!(
                "[[statement]]\nat = \"{at}\"\nstarts = \"conjure table\"\napply = \"CREATE TABLE b (id int); ALTER TABLE b ADD \
                 n text\""
            );
            let catalog = Project::with(&entry, &[("1_a.sql", ODD)]).load().unwrap_or_else(|error| panic!("{error}"));
            let column = catalog.table("b").and_then(|table| table.column("n")).expect("applied");
            let places: Vec<_> =
                column.history.events().map(|(place, _)| catalog.location(place).to_string()).collect();
            assert_eq!(places, ["app/db/1_a.sql:3:1"]);
        }
    }

    #[test]
    fn wrong_ddl_is_an_error_at_the_statement_that_names_schema_toml() {
        let entry = "[[statement]]\nat = \"db/1_a.sql:3\"\nstarts = \"CONJURE\"\napply = \"DROP TABLE b\"";
        let error = Project::with(entry, &[("1_a.sql", ODD)]).error();
        assert!(error.starts_with("app/db/1_a.sql:3:1: "), "{error}");
        assert!(
            error.contains("\nnote: it is applied for this statement by what is said at app/schema.toml:4:6"),
            "{error}"
        );
    }

    #[test]
    fn an_entry_that_fits_no_statement_is_an_error() {
        let entry =
            |at: &str, starts: &str| format!("[[statement]]\nat = \"{at}\"\nstarts = \"{starts}\"\nignore = true");
        let fine = "CREATE TABLE a (\n  id int\n);\nCREATE TABLE b (id int);\n";
        let error = |at: &str, starts: &str| Project::with(&entry(at, starts), &[("1_a.sql", fine)]).error();
        assert_eq!(
            error("db/1_a.sql:4", "CREATE TABLE c"),
            "app/schema.toml:4:6: no statement begins at app/db/1_a.sql:4 with `CREATE TABLE c`\nnote: the statement there \
             begins with `CREATE TABLE b`\nhelp: correct this [[statement]], or take it out if it is settled"
        );
        let inside = error("db/1_a.sql:2", "CREATE TABLE a");
        assert!(
            inside.contains("note: the statement there begins at app/db/1_a.sql:1:1, with `CREATE TABLE a`"),
            "{inside}"
        );
        let column = error("db/1_a.sql:4:2", "CREATE TABLE b");
        assert!(column.contains("no statement begins at app/db/1_a.sql:4:2"), "{column}");
        assert!(error("db/1_a.sql:9", "x").starts_with("app/schema.toml:4:6: `app/db/1_a.sql` has no line 9"));
        let other = error("db/2_b.sql:1", "x");
        assert!(other.starts_with("app/schema.toml:4:6: `app/db/2_b.sql` is no file of the migrations"), "{other}");
        let outside = error("sql/1_a.sql:1", "x");
        assert!(outside.starts_with("app/schema.toml:4:6: `sql/1_a.sql` lies in none of the folders"), "{outside}");
        // Where the file can't be replayed either, both are said.
        let moved = Project::with(&entry("db/1_a.sql:2", "CONJURE"), &[("1_a.sql", ODD)]).error();
        assert!(moved.starts_with("app/db/1_a.sql:3:1: "), "{moved}");
        assert!(moved.contains("\nnote: app/schema.toml:4:6: no statement begins at app/db/1_a.sql:2"), "{moved}");
        let later = Project::with(&entry("db/1_a.sql:5", "CREATE TABLE c"), &[("1_a.sql", ODD)]).error();
        assert!(!later.contains("note: "), "{later}");
    }

    #[test]
    fn what_undoes_a_migration_has_entries_of_its_own() {
        let entry = |file: &str, line: u32| {
            format!("[[statement]]\nat = \"db/{file}:{line}\"\nstarts = \"UNDO\"\nignore = true\n")
        };
        let one_file = "-- migrate:up\nCREATE TABLE a (id int);\n-- migrate:down\nUNDO it;\n";
        let two = [("1_a.up.sql", "CREATE TABLE a (id int);"), ("1_a.down.sql", "UNDO it;")];
        for project in [
            Project::with(&entry("1_a.sql", 4), &[("1_a.sql", one_file)]),
            Project::with(&entry("1_a.down.sql", 1), &two),
        ] {
            project.load().unwrap_or_else(|error| panic!("{error}"));
            let config = Config::read(&project.0.path().join("app/schema.toml")).expect("readable");
            let mut migrator = Migrator::of(&config, config.primary()).expect("found");
            let migration = migrator.migrations()[0].clone();
            migrator.up(&migration).expect("applied");
            assert!(migrator.down(&migration).expect("undone"));
        }
    }

    #[test]
    fn comments_say_the_same() {
        let load = |sql: &str| Catalog::from_sql(Dialect::Postgres, "a.sql", sql);
        let catalog = load(
            "CREATE TABLE a (id int);\n-- schema: ignore\n-- it is a trick\nCONJURE b;\n/* -- schema: ignore */\n\
             -- schema: apply CREATE TABLE c (id int); CREATE TABLE d (id int)\n  --schema: apply ALTER TABLE d ADD n text\n\
             CONJURE c, d;\n-- schema: public\nCREATE TABLE e (id int);",
        )
        .unwrap_or_else(|error| panic!("{error}"));
        assert!(["a", "c", "d", "e"].iter().all(|name| catalog.table(name).is_some()));
        let column = catalog.table("d").and_then(|table| table.column("n")).expect("applied");
        let places: Vec<_> = column.history.events().map(|(place, _)| catalog.location(place).to_string()).collect();
        assert_eq!(places, ["a.sql:7:37"]);
        for (sql, error) in [
            ("CONJURE a; -- schema: ignore\nCONJURE b;", "a.sql:1:1: "),
            ("SELECT 1; -- schema: ignore\nCONJURE b;", "a.sql:1:11: this stands behind another statement"),
            ("SELECT 1;\n-- schema: ignore\n", "a.sql:2:1: there is no statement behind this"),
            ("-- schema: apply\nSELECT 1;", "a.sql:1:1: there is no statement in this"),
            ("-- schema: apply SELECT 1\n-- schema: ignore\nSELECT 1;", "a.sql:2:1: `ignore` and `apply`"),
            ("-- schema: apply DROP TABLE x\nSELECT 1;", "a.sql:1:29: "),
            ("/* -- schema: ignore */ CONJURE a;", "a.sql:1:25: "),
            ("SELECT 1; /* x */ -- schema: apply SELECT 2\nSELECT 3;", "a.sql:1:19: this stands behind another"),
        ] {
            let found = load(sql).expect_err("this is wrong").to_string();
            assert!(found.starts_with(error), "{sql}: {found}");
        }
    }

    #[test]
    fn first_words_are_tokens() {
        let text = "x; SELECT\n f(1);";
        assert!(begins_with(text, 3, "select F (", Dialect::Postgres));
        assert!(begins_with(text, 3, "", Dialect::Postgres));
        assert!(!begins_with(text, 3, "SELECT fu", Dialect::Postgres));
        assert!(!begins_with(text, 3, "SELECT f(1); and more", Dialect::Postgres));
    }
}
