//! `[models]` of `schema.toml`: what `cargo schema models` writes, and where.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Document, is_path};
use crate::error::Result;
use crate::source::Location;

/// What is said of structs that are written for tables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Models {
    /// The names of structs, by table, and of enums, by type or `table.column`; of what is in another schema than the
    /// default one, with that before it.
    pub names: BTreeMap<String, String>,
    /// The Rust types of columns, by `table.column`, by SQL type with what stands in parentheses, and without.
    pub types: BTreeMap<String, String>,
    /// Where the structs are kept: a file, or a folder, whose path ends with a slash.
    pub output: Option<PathBuf>,
    /// The tables that have none, as `name` or `schema.name`, and where that is said.
    pub except: Vec<(String, Location)>,
    /// Which structs a table has.
    pub forms: ModelForms,
    /// The paths of traits that every struct and enum derives besides the usual ones.
    pub derive: Vec<String>,
    /// What stands for columns of labels.
    pub enums: LabelEnums,
}

/// Which structs are written for a table; all of them unless it is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ModelForms {
    /// The row that is loaded.
    pub row: bool,
    /// What is inserted.
    pub insert: bool,
    /// A set of changes.
    pub update: bool,
}

impl Default for ModelForms {
    fn default() -> Self {
        Self { row: true, insert: true, update: true }
    }
}

/// What stands for columns of labels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LabelEnums {
    /// An enum for each enum type, and for each column with a check that it is one of some values.
    #[default]
    All,
    /// An enum for each enum type; the columns with checks are texts.
    Types,
}

impl Document<'_> {
    /// The table `[models]`; paths in it begin at `folder`.
    pub(super) fn models(&self, value: &Spanned<DeValue<'_>>, folder: &Path) -> Result<Models> {
        let DeValue::Table(table) = value.get_ref() else {
            return Err(self.error(value, "`models` must be a table, headed by [models]"));
        };
        self.only(table, &["names", "types", "output", "except", "forms", "derive", "enums"])?;
        let mut models =
            Models { names: self.texts(table, "names")?, types: self.texts(table, "types")?, ..Models::default() };
        if let Some(value) = table.get("output") {
            models.output = Some(folder.join(self.output(value)?));
        }
        for value in self.list(table, "except")? {
            models.except.push((self.string(value)?.to_owned(), self.location(value.span().start)));
        }
        if let Some(value) = table.get("forms") {
            models.forms = self.forms(value)?;
        }
        for value in self.list(table, "derive")? {
            models.derive.push(self.derived(value)?);
        }
        if let Some(value) = table.get("enums") {
            models.enums = match self.one_of(value, &["all", "types"])? {
                "all" => LabelEnums::All,
                _ => LabelEnums::Types,
            };
        }
        Ok(models)
    }

    /// A table of strings.
    fn texts(&self, models: &DeTable<'_>, key: &str) -> Result<BTreeMap<String, String>> {
        let Some(value) = models.get(key) else { return Ok(BTreeMap::new()) };
        let DeValue::Table(table) = value.get_ref() else {
            let error = self.error(value, "this must be a table of strings");
            return Err(error.help(format!("for example: {key} = {{ people = \"Person\" }}")));
        };
        let entry = |(key, value): (&Spanned<_>, &Spanned<DeValue<'_>>)| {
            let key: &std::borrow::Cow<'_, str> = key.get_ref();
            Ok((key.to_string(), self.string(value)?.to_owned()))
        };
        table.iter().map(entry).collect()
    }

    /// A list, which need not be there.
    fn list<'v, 't>(&self, models: &'v DeTable<'t>, key: &str) -> Result<&'v [Spanned<DeValue<'t>>]> {
        models.get(key).map_or(Ok(&[]), |value| self.array(value))
    }

    /// What it is does not depend on what is there: a checkout has no folder before the first file.
    fn output<'v>(&self, value: &'v Spanned<DeValue<'_>>) -> Result<&'v str> {
        let path = self.string(value)?;
        if path.ends_with('/') || path.ends_with(".rs") {
            return Ok(path);
        }
        let error = self.error(value, "this must be a file, whose name ends with `.rs`, or a folder, with `/`");
        Err(error.help("for example: output = \"src/models.rs\", or output = \"src/models/\""))
    }

    fn forms(&self, value: &Spanned<DeValue<'_>>) -> Result<ModelForms> {
        let values = self.array(value)?;
        if values.is_empty() {
            let error = self.error(value, "this must name one form at least");
            return Err(error.help("known: `row`, `insert`, `update`"));
        }
        let mut forms = ModelForms { row: false, insert: false, update: false };
        for value in values {
            match self.one_of(value, &["row", "insert", "update"])? {
                "row" => forms.row = true,
                "insert" => forms.insert = true,
                _ => forms.update = true,
            }
        }
        Ok(forms)
    }

    fn derived(&self, value: &Spanned<DeValue<'_>>) -> Result<String> {
        let path = self.string(value)?;
        if is_path(path) {
            return Ok(path.to_owned());
        }
        Err(self.error(value, "this must be the path of a trait").help("for example: derive = [\"serde::Serialize\"]"))
    }

    /// A string that is one of these.
    fn one_of<'v>(&self, value: &'v Spanned<DeValue<'_>>, known: &[&str]) -> Result<&'v str> {
        let text = self.string(value)?;
        if known.contains(&text) {
            return Ok(text);
        }
        Err(self.unknown(value, text, known))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{LabelEnums, ModelForms};
    use crate::config::Config;
    use crate::error::Result;

    fn read(models: &str) -> Result<Config> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("schema.toml");
        fs::write(&file, format!("[migrations]\npostgres = \"db\"\n[models]\n{models}\n")).expect("writable");
        Config::read(&file)
    }

    #[test]
    fn what_is_written_is_configured() {
        let models = read(
            "output = \"src/models/\"\nexcept = [\"a\", \"b.c\"]\nforms = [\"row\", \"update\"]\nderive = [\"serde::Serialize\"]\nenums = \"types\"",
        )
        .expect("this is right")
        .models;
        assert!(models.output.is_some_and(|path| path.to_string_lossy().ends_with("/src/models/")));
        let except: Vec<String> = models.except.iter().map(|(name, place)| format!("{name} {place}")).collect();
        assert_eq!(except, ["a schema.toml:5:11", "b.c schema.toml:5:16"]);
        assert_eq!(models.forms, ModelForms { row: true, insert: false, update: true });
        assert_eq!((models.derive.as_slice(), models.enums), (&["serde::Serialize".to_owned()][..], LabelEnums::Types));
        let models = read("").expect("this is right").models;
        assert_eq!((models.output, models.forms, models.enums), (None, ModelForms::default(), LabelEnums::All));
    }

    #[test]
    fn what_is_wrong_is_said_at_its_place() {
        for (entry, error) in [
            ("name = {}", "4:1: `name` is not understood here\nhelp: did you mean `names`?"),
            ("names = 1", "4:9: this must be a table of strings"),
            ("output = 1", "4:10: this must be a string"),
            ("output = \"src/models\"", "4:10: this must be a file, whose name ends with `.rs`, or a folder"),
            ("except = \"a\"", "4:10: this must be an array"),
            ("forms = [\"row\", \"inserts\"]", "4:17: `inserts` is not understood here\nhelp: did you mean `insert`?"),
            ("forms = []", "4:9: this must name one form at least"),
            ("derive = [\"Eq, Ord\"]", "4:11: this must be the path of a trait"),
            ("enums = \"none\"", "4:9: `none` is not understood here\nhelp: known: `all`, `types`"),
        ] {
            let found = read(entry).expect_err("this is wrong").to_string();
            assert!(found.contains(&format!("schema.toml:{error}")), "{found}");
        }
    }
}
