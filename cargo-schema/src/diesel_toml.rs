//! `[print_schema]` of `diesel.toml`: <https://diesel.rs/guides/configuring-diesel-cli.html>.

use std::env;
use std::path::{Path, PathBuf};

use regex::Regex;
use schema_catalog::diesel::{Docs, Options, SameQuery};
use schema_catalog::project_root;
use toml::Spanned;
use toml::de::DeValue;

use crate::failure::Result;
use crate::toml_document::{Document, Value, failed};

/// What `[print_schema]` says.
#[derive(Debug, Default)]
pub(crate) struct PrintSchema {
    pub(crate) schema: Option<String>,
    /// Where diesel_cli writes, from the folder of `diesel.toml` on.
    pub(crate) file: Option<String>,
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
        Reader(&Document::read(file, root, "name another by --config-file")?).read()
    }

    /// Finds that of the `diesel.toml` that counts: the one named, else that of `DIESEL_CONFIG_FILE`, else the nearest.
    /// The file comes with it.
    pub(crate) fn find(named: Option<&Path>, here: &Path) -> Result<Option<(Self, PathBuf)>> {
        let named = named.map(Path::to_owned).or_else(|| env::var_os("DIESEL_CONFIG_FILE").map(PathBuf::from));
        let nearest = || here.ancestors().map(|folder| folder.join("diesel.toml")).find(|file| file.is_file());
        let Some(file) = named.or_else(nearest) else { return Ok(None) };
        Ok(Some((Self::read(&file, &project_root(here))?, file)))
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

/// Reads the options.
struct Reader<'a>(&'a Document);

impl Reader<'_> {
    fn read(&self) -> Result<PrintSchema> {
        let mut found = PrintSchema::default();
        let document = self.0.parse()?;
        let Some(value) = document.get("print_schema") else { return Ok(found) };
        let DeValue::Table(table) = value.get_ref() else {
            return failed(self.0.error(value, "`print_schema` must be a table"));
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
            "schema" => found.schema = Some(self.0.string(value)?),
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
            "import_types" => found.import_types = self.0.strings(value)?,
            "generate_missing_sql_type_definitions" => found.no_type_definitions = !self.0.boolean(value)?,
            "except_custom_type_definitions" => found.except_type_definitions = self.patterns(value)?,
            "custom_type_derives" => found.derives = self.0.strings(value)?,
            "pg_domains_as_custom_types" => found.domains_as_types = self.patterns(value)?,
            "patch_file" => {
                let message = "`patch_file` is not supported";
                let help = "take a diesel.toml without it, by --config-file, and run `patch` on what is printed";
                return failed(self.0.error(value, message).help(help));
            }
            "sqlite_integer_primary_key_is_bigint" => found.rowid_is_bigint = self.0.boolean(value)?,
            "file" => found.file = Some(self.0.string(value)?),
            unknown => {
                return failed(self.0.unknown(key, &format!("`{unknown}` is no option of [print_schema]"), KEYS));
            }
        }
        Ok(())
    }

    fn filter(&self, value: &Value<'_>) -> Result<Filter> {
        let DeValue::Table(table) = value.get_ref() else {
            return failed(self.0.error(value, "`filter` must be a table: { only_tables = [\"…\"] }"));
        };
        let mut filter = Filter::All;
        for (key, value) in table {
            if !matches!(filter, Filter::All) {
                return failed(self.0.error(key, "`filter` takes either `only_tables` or `except_tables`, not both"));
            }
            filter = match key.get_ref().as_ref() {
                "only_tables" => Filter::Only(self.patterns(value)?),
                "except_tables" => Filter::Except(self.patterns(value)?),
                unknown => {
                    let known = ["only_tables", "except_tables"];
                    return failed(self.0.unknown(key, &format!("`{unknown}` is no filter"), &known));
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
            self.0.error(value, &format!("this must be one of `{}`", names.join("`, `"))).into()
        })
    }

    fn patterns(&self, value: &Value<'_>) -> Result<Vec<Regex>> {
        let pattern = |value: &Value<'_>| {
            let wrong = |error| self.0.error(value, &format!("this is no regular expression: {error}"));
            Ok(Regex::new(&self.0.string(value)?).map_err(wrong)?)
        };
        self.0.array(value, "strings: [\"…\", \"…\"]")?.iter().map(pattern).collect()
    }
}
