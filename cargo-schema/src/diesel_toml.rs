//! `[print_schema]` of `diesel.toml`: <https://diesel.rs/guides/configuring-diesel-cli.html>.

use std::fs;
use std::path::Path;

use regex::Regex;
use schema_catalog::diesel::{Docs, Options, SameQuery};
use schema_catalog::{nearest, shown_path};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::failure::{Failure, Result};

/// What `[print_schema]` says.
#[derive(Debug, Default)]
pub(crate) struct PrintSchema {
    pub(crate) schema: Option<String>,
    filter: Filter,
    docs: Docs,
    same_query: SameQuery,
    sort_columns: bool,
    import_types: Vec<String>,
    no_type_definitions: bool,
    except_type_definitions: Vec<Regex>,
    derives: Vec<String>,
    domains_as_types: Vec<Regex>,
    rowid_is_bigint: bool,
}

/// Which tables there are.
#[derive(Debug, Default)]
enum Filter {
    #[default]
    All,
    Only(Vec<Regex>),
    Except(Vec<Regex>),
}

type Value<'a> = Spanned<DeValue<'a>>;

/// Every key that diesel_cli knows.
const KEYS: &[&str] = &[
    "allow_tables_to_appear_in_same_query_config",
    "column_sorting",
    "custom_type_derives",
    "except_custom_type_definitions",
    "file",
    "filter",
    "generate_missing_sql_type_definitions",
    "import_types",
    "patch_file",
    "pg_domains_as_custom_types",
    "schema",
    "sqlite_integer_primary_key_is_bigint",
    "with_docs",
];

impl PrintSchema {
    /// Reads a `diesel.toml`. Messages show its path from `root` on.
    pub(crate) fn read(file: &Path, root: &Path) -> Result<Self> {
        let shown = shown_path(file, Some(root));
        let text = fs::read_to_string(file).map_err(|error| {
            Failure::Usage(format!("{shown}: can't be read: {error}\nhelp: name another by --config-file"))
        })?;
        Document { shown: &shown, text: &text }.read()
    }

    /// The options that it amounts to.
    pub(crate) fn options(&self) -> Options<'_> {
        let any = |patterns: &[Regex], name: &str| patterns.iter().any(|pattern| pattern.is_match(name));
        let mut options = Options::default();
        options.schema = self.schema.as_deref();
        options.tables = Box::new(move |name| match &self.filter {
            Filter::All => true,
            Filter::Only(patterns) => any(patterns, name),
            Filter::Except(patterns) => !any(patterns, name),
        });
        options.sort_columns = self.sort_columns;
        options.docs = self.docs;
        options.import_types = &self.import_types;
        options.define_types =
            Box::new(move |name| !self.no_type_definitions && !any(&self.except_type_definitions, name));
        options.derives = &self.derives;
        options.domains_as_types = Box::new(move |name| any(&self.domains_as_types, name));
        options.same_query = self.same_query;
        options.rowid_is_bigint = self.rowid_is_bigint;
        options
    }
}

/// A file, for errors at the place of a key or value.
struct Document<'a> {
    shown: &'a str,
    text: &'a str,
}

impl<'a> Document<'a> {
    fn read(&self) -> Result<PrintSchema> {
        let mut found = PrintSchema::default();
        let document = DeTable::parse(self.text)
            .map_err(|error| self.error_at(error.span().map_or(0, |span| span.start), error.message()))?;
        let Some(value) = document.get_ref().get("print_schema") else { return Ok(found) };
        let DeValue::Table(table) = value.get_ref() else {
            return Err(self.error(value, "`print_schema` must be a table"));
        };
        for (key, value) in table {
            self.entry(&mut found, key, value)?;
        }
        Ok(found)
    }

    fn entry(&self, found: &mut PrintSchema, key: &Spanned<impl AsRef<str>>, value: &Value<'_>) -> Result<()> {
        match key.get_ref().as_ref() {
            "filter" => found.filter = self.filter(value)?,
            // A table below it is a schema file of its own, which only `--schema-key` of diesel_cli chooses.
            _ if matches!(value.get_ref(), DeValue::Table(_)) => {}
            "schema" => found.schema = Some(self.string(value)?),
            "with_docs" => found.docs = self.docs(value)?,
            "allow_tables_to_appear_in_same_query_config" => {
                found.same_query = self.one_of(
                    value,
                    &[
                        ("all_tables", SameQuery::AllTables),
                        ("fk_related_tables", SameQuery::ForeignKeyRelated),
                        ("none", SameQuery::None),
                    ],
                )?;
            }
            "column_sorting" => {
                found.sort_columns = self.one_of(value, &[("ordinal_position", false), ("name", true)])?;
            }
            "import_types" => found.import_types = self.strings(value)?,
            "generate_missing_sql_type_definitions" => found.no_type_definitions = !self.boolean(value)?,
            "except_custom_type_definitions" => found.except_type_definitions = self.patterns(value)?,
            "custom_type_derives" => found.derives = self.strings(value)?,
            "pg_domains_as_custom_types" => found.domains_as_types = self.patterns(value)?,
            "patch_file" => {
                let message = "`patch_file` is not supported";
                let help = "take a diesel.toml without it, by --config-file, and run `patch` on what is printed";
                return Err(self.error_with_help(value, message, help));
            }
            "sqlite_integer_primary_key_is_bigint" => found.rowid_is_bigint = self.boolean(value)?,
            // Where diesel_cli writes, which does not shape what is printed.
            "file" => {}
            unknown => {
                let help = match nearest(unknown, KEYS.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("known: `{}`", KEYS.join("`, `")),
                };
                return Err(self.error_with_help(key, &format!("`{unknown}` is no option of [print_schema]"), &help));
            }
        }
        Ok(())
    }

    fn filter(&self, value: &Value<'_>) -> Result<Filter> {
        let DeValue::Table(table) = value.get_ref() else {
            return Err(self.error(value, "`filter` must be a table: { only_tables = [\"…\"] }"));
        };
        let mut filter = Filter::All;
        for (key, value) in table {
            if !matches!(filter, Filter::All) {
                return Err(self.error(key, "`filter` takes either `only_tables` or `except_tables`, not both"));
            }
            filter = match key.get_ref().as_ref() {
                "only_tables" => Filter::Only(self.patterns(value)?),
                "except_tables" => Filter::Except(self.patterns(value)?),
                unknown => {
                    let message = format!("`{unknown}` is no filter");
                    return Err(self.error_with_help(key, &message, "known: `only_tables`, `except_tables`"));
                }
            };
        }
        Ok(filter)
    }

    fn docs(&self, value: &Value<'_>) -> Result<Docs> {
        match value.get_ref() {
            DeValue::Boolean(true) => Ok(Docs::CommentsOrNames),
            DeValue::Boolean(false) => Ok(Docs::None),
            _ => self.one_of(
                value,
                &[
                    ("database-comments-fallback-to-auto-generated-doc-comment", Docs::CommentsOrNames),
                    ("only-database-comments", Docs::Comments),
                    ("no-doc-comments", Docs::None),
                ],
            ),
        }
    }

    fn one_of<T: Copy>(&self, value: &Value<'_>, known: &[(&str, T)]) -> Result<T> {
        let given = value.get_ref().as_str();
        known.iter().find(|(name, _)| given == Some(*name)).map(|(_, meaning)| *meaning).ok_or_else(|| {
            let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
            self.error(value, &format!("this must be one of `{}`", names.join("`, `")))
        })
    }

    fn patterns(&self, value: &Value<'_>) -> Result<Vec<Regex>> {
        let pattern = |value: &Value<'_>| {
            let error = |error: regex::Error| self.error(value, &format!("this is no regular expression: {error}"));
            Regex::new(&self.string(value)?).map_err(error)
        };
        self.array(value)?.iter().map(pattern).collect()
    }

    fn strings(&self, value: &Value<'_>) -> Result<Vec<String>> {
        self.array(value)?.iter().map(|value| self.string(value)).collect()
    }

    fn array<'v>(&self, value: &'v Value<'a>) -> Result<&'v [Value<'a>]> {
        match value.get_ref() {
            DeValue::Array(values) => Ok(values),
            _ => Err(self.error(value, "this must be a list of strings: [\"…\", \"…\"]")),
        }
    }

    fn string(&self, value: &Value<'_>) -> Result<String> {
        let text = value.get_ref().as_str().ok_or_else(|| self.error(value, "this must be a string"))?;
        Ok(text.to_owned())
    }

    fn boolean(&self, value: &Value<'_>) -> Result<bool> {
        value.get_ref().as_bool().ok_or_else(|| self.error(value, "this must be `true` or `false`"))
    }

    fn error<T>(&self, value: &Spanned<T>, message: &str) -> Failure {
        self.error_at(value.span().start, message)
    }

    fn error_with_help<T>(&self, value: &Spanned<T>, message: &str, help: &str) -> Failure {
        self.error(value, &format!("{message}\nhelp: {help}"))
    }

    fn error_at(&self, offset: usize, message: &str) -> Failure {
        let before = self.text.get(..offset).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1;
        Failure::Usage(format!("{}:{line}:{column}: {message}", self.shown))
    }
}
