//! `cargo schema init`: what a project needs to be checked, written where there is nothing yet.

mod recognise;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::{Args, ValueEnum};
use schema_catalog::{Dialect, harmless, path_from, shown_path, toml_string};

use crate::diesel_toml::PrintSchema;
use crate::failure::{Failure, Result};
use crate::migrations;
use crate::whole;
use recognise::{Recognised, recognise};

pub(crate) const INIT: &str = "\
Writes what a project needs to be checked: a schema.toml with its engine and the folder of its migrations, and a build.rs \
that compiles the crate anew where a migration is added. With --hook, a pre-commit hook of git; with --ci, a workflow.

Nothing that is there is changed: where a file is in the way, what to add to it is said.";

pub(crate) const AFTER_INIT: &str = "\
Examples:
  cargo schema init
  cargo schema init --migrations db/migrations --dialect sqlite --hook --ci github

Exit codes:
  0  all is there that is needed, or it was said what to add by hand
  2  there are no migrations, or a file can't be written";

#[derive(Debug, Args)]
pub(crate) struct Init {
    /// The folder of the migrations
    ///
    /// Without it: that of [migrations_directory] in diesel.toml, else the nearest folder `migrations`, here or above. One
    /// that has a folder for each engine, named for it, is taken for all of them.
    #[arg(long, value_name = "PATH")]
    pub(crate) migrations: Option<PathBuf>,

    /// The engine: postgres, sqlite, mysql, mariadb or cockroachdb
    ///
    /// Without it: that of Diesel's features in Cargo.toml, else that of DATABASE_URL here or in .env, else the first whose
    /// SQL the migrations are.
    #[arg(long, value_name = "ENGINE", value_parser = |name: &str| name.parse::<Dialect>())]
    pub(crate) dialect: Option<Dialect>,

    /// Writes a pre-commit hook of git that checks the migrations
    #[arg(long)]
    pub(crate) hook: bool,

    /// Writes a workflow that checks the migrations
    #[arg(long, value_enum, value_name = "SERVICE")]
    pub(crate) ci: Option<Ci>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Ci {
    /// GitHub Actions: .github/workflows/schema.yml
    Github,
}

const HOOK: &str = "#!/bin/sh\n# The migrations are right before they are committed.\nexec cargo schema check\n";

const WORKFLOW: &str = include_str!("schema.yml");

pub(crate) fn run(options: &Init, out: &mut dyn Write) -> Result<()> {
    let here = migrations::here()?;
    if !here.join("Cargo.toml").is_file() {
        let help = "help: run this in the folder of the crate that has the models";
        return Err(Failure::Usage(format!("there is no Cargo.toml in this folder\n{help}")));
    }
    let declarations = declarations(&here)?;
    let mut init = Writer { here: &here, out };
    let engines = init.schema_toml(options, &declarations)?;
    init.build_script(&engines)?;
    if options.hook {
        init.hook()?;
    }
    if options.ci == Some(Ci::Github) {
        init.workflow()?;
    }
    init.next(&declarations)
}

/// Writes files into a project, and says what it did.
struct Writer<'a> {
    here: &'a Path,
    out: &'a mut dyn Write,
}

impl Writer<'_> {
    fn say(&mut self, text: &str) -> Result<()> {
        writeln!(self.out, "{}", harmless(text)).map_err(|error| Failure::output(&error))
    }

    /// Writes a file that is not there. If it is, or holds all that matters already, says so, and what to add to it.
    fn write(&mut self, file: &Path, text: &str, what: &str, add: &str) -> Result<bool> {
        let shown = shown_path(file, Some(self.here));
        if whole::write_new(file, &shown, text)? {
            self.say(&format!("wrote {shown}: {what}"))?;
            return Ok(true);
        }
        let known = fs::read_to_string(file).unwrap_or_default();
        let missing: Vec<&str> = add.lines().filter(|line| !known.contains(line.trim())).collect();
        if missing.is_empty() {
            self.say(&format!("kept {shown}: it has what it needs"))?;
        } else {
            self.say(&format!("kept {shown} as it is. Add to it:"))?;
            missing.iter().try_for_each(|line| self.say(&format!("    {}", line.trim())))?;
        }
        Ok(false)
    }

    fn schema_toml(&mut self, options: &Init, declarations: &Path) -> Result<Vec<Recognised>> {
        let engines = recognise(options, self.here)?;
        let mut entries = String::new();
        for engine in &engines {
            let folder = toml_string(&path_from(&engine.folder, self.here));
            entries += &format!("{} = {folder}\n", engine.dialect);
        }
        let module = module_of(&shown_path(declarations, Some(self.here)));
        // What it is where nothing is said.
        let schema =
            if module == "crate::schema" { String::new() } else { format!("schema = {}\n\n", toml_string(&module)) };
        let text =
            format!("# What the models and `cargo schema` are checked against.\n{schema}[migrations]\n{entries}");
        let names: Vec<String> = engines
            .iter()
            .map(|engine| format!("{} in {}, {}", engine.dialect, path_from(&engine.folder, self.here), engine.why))
            .collect();
        self.write(&self.here.join("schema.toml"), &text, &names.join("; "), &format!("[migrations]\n{entries}"))?;
        Ok(engines)
    }

    fn build_script(&mut self, engines: &[Recognised]) -> Result<()> {
        let line = |engine: &Recognised| {
            // Braces would be parameters.
            let folder = path_from(&engine.folder, self.here).replace('{', "{{").replace('}', "}}");
            format!("    println!({:?});\n", format!("cargo::rerun-if-changed={folder}"))
        };
        let lines: String = engines.iter().map(line).collect();
        let text = format!("fn main() {{\n{lines}}}\n");
        let what = "a migration that is added compiles the crate anew";
        self.write(&self.here.join("build.rs"), &text, what, &lines)?;
        Ok(())
    }

    fn hook(&mut self) -> Result<()> {
        let git =
            Command::new("git").args(["rev-parse", "--git-path", "hooks/pre-commit"]).current_dir(self.here).output();
        let Some(git) = git.ok().filter(|git| git.status.success()) else {
            let help = "help: `git init` makes one";
            return Err(Failure::Usage(format!("a hook needs git and a repository, and there is none here\n{help}")));
        };
        let file = self.here.join(String::from_utf8_lossy(&git.stdout).trim());
        if self.write(&file, HOOK, "what is committed has been checked", "cargo schema check")? {
            executable(&file).map_err(|error| Failure::Usage(format!("the hook can't be made a program: {error}")))?;
        }
        Ok(())
    }

    fn workflow(&mut self) -> Result<()> {
        let repository = self.here.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(self.here);
        let folder = path_from(self.here, repository);
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "/_-.".contains(c);
        // YAML's strings are as TOML's.
        let folder = if folder.chars().all(is_plain) { folder } else { toml_string(&folder) };
        let text = WORKFLOW.replace("{FOLDER}", if folder.is_empty() { "." } else { &folder });
        let file = repository.join(".github/workflows/schema.yml");
        let add = "- run: cargo schema check --format github";
        self.write(&file, &text, "each push and pull request is checked", add)?;
        Ok(())
    }

    /// Says what the models are to do; on a project that has declarations already, offers to verify them.
    fn next(&mut self, declarations: &Path) -> Result<()> {
        let text = fs::read_to_string(declarations).unwrap_or_default();
        let shown = shown_path(declarations, Some(self.here));
        if text.contains("table!") && !text.contains("schema!(") {
            let module = module_of(&shown);
            self.say(&format!(
                "{shown} has declarations already. Either put this beside `mod`, so that they are verified:\n    \
                 schema_macro::schema!(verify = {module});\nor put this in their place, so that they are made:\n    \
                 schema_macro::schema!();"
            ))?;
        } else if !text.contains("schema!(") {
            self.say(&format!("next: put `schema_macro::schema!();` into {shown}"))?;
        }
        self.say("next: put #[table(\"…\")] above the derives of each model")
    }
}

/// The file with Diesel's declarations: that which `diesel.toml` names, else the usual one.
fn declarations(here: &Path) -> Result<PathBuf> {
    let named = PrintSchema::find(None, here)?
        .and_then(|(print_schema, file)| Some(file.with_file_name("").join(print_schema.file?)));
    Ok(named.unwrap_or_else(|| here.join("src/schema.rs")))
}

/// The path of the module that a file below `src` is: `crate::db::schema`.
fn module_of(file: &str) -> String {
    let below = file.strip_prefix("src/").unwrap_or(file);
    let path = below.strip_suffix("/mod.rs").or_else(|| below.strip_suffix(".rs")).unwrap_or(below);
    format!("crate::{}", path.replace('/', "::"))
}

#[cfg(unix)]
fn executable(file: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(file, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn executable(_: &Path) -> std::io::Result<()> {
    Ok(())
}
