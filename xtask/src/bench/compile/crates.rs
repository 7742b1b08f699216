//! The crates that are compiled: one with `schema!` and `#[table]`, one with the same written by hand, and one whose structs
//! are only parsed.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::failure::{Failure, Result};
use crate::{process, workspace};

/// One of the crates.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Package {
    /// With `schema!` and `#[table]`.
    Ours,
    /// With the declarations that `diesel print-schema` prints, and `check_for_backend`.
    ByHand,
    /// With an attribute that parses the struct and gives it back.
    Parsed,
}

impl Package {
    const ALL: [Self; 3] = [Self::Ours, Self::ByHand, Self::Parsed];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::ByHand => "by_hand",
            Self::Parsed => "parsed",
        }
    }
}

/// A folder with the crates for the tables of some migrations.
pub(super) struct Crates {
    folder: PathBuf,
    /// What stands above the structs.
    imports: String,
    structs: Vec<Struct>,
    /// What `diesel print-schema` prints, and the primary keys in it that are not `id`.
    declarations: String,
    keys: HashMap<String, String>,
    same_query: &'static str,
    /// What makes the next text of a file one that it never had.
    edits: AtomicU32,
}

/// A struct, in the parts between which an attribute may come.
struct Struct {
    table: String,
    doc: String,
    derives: String,
    body: String,
}

impl Crates {
    /// Writes the crates; `same_query` is what `print_schema` and `schema!` call it.
    pub(super) fn new(folder: &Path, migrations: &Path, same_query: &'static str) -> Result<Self> {
        let write = |path: &str, text: &str| write(&folder.join(path), text);
        let quoted = |path: &Path| format!("{:?}", path.to_string_lossy());
        write("schema.toml", &format!("[migrations]\npostgres = {}\n", quoted(migrations)))?;
        write(
            "diesel.toml",
            &format!("[print_schema]\nallow_tables_to_appear_in_same_query_config = \"{same_query}\"\n"),
        )?;
        let members = Package::ALL.map(Package::name).join("\", \"");
        write("Cargo.toml", &format!("[workspace]\nresolver = \"3\"\nmembers = [\"{members}\", \"parse\"]\n"))?;
        for package in Package::ALL {
            let (name, macros) = match package {
                Package::Ours => {
                    ("ours", format!("schema-macro = {{ path = {} }}", quoted(&workspace::root().join("schema-macro"))))
                }
                Package::ByHand => ("by_hand", String::new()),
                Package::Parsed => ("parsed", "parse = { path = \"../parse\" }".to_owned()),
            };
            write(&format!("{name}/Cargo.toml"), &(MANIFEST.replace("NAME", name) + &macros + "\n"))?;
        }
        write("parse/Cargo.toml", PARSE_MANIFEST)?;
        write("parse/src/lib.rs", PARSE)?;
        // The versions that everything here is tested with.
        let lock = workspace::root().join("Cargo.lock");
        fs::copy(&lock, folder.join("Cargo.lock"))
            .map_err(|error| Failure::new(format!("cannot copy {}: {error}", lock.display())))?;

        let cargo_schema = workspace::target()?.join("release").join("cargo-schema");
        let print = |arguments: &[&str]| {
            process::output(Command::new(&cargo_schema).args(arguments).current_dir(folder).env_remove("SCHEMA_TOML"))
        };
        let models = print(&["models", "--row", "--enums", "types"])?;
        let declarations = print(&["print"])?;
        let (imports, structs) = structs(&models)?;
        let keys = keys(&declarations);
        let folder = folder.to_owned();
        let crates = Self { folder, imports, structs, declarations, keys, same_query, edits: AtomicU32::new(0) };
        for package in Package::ALL {
            crates.write(package)?;
        }
        Ok(crates)
    }

    pub(super) fn models(&self) -> usize {
        self.structs.len()
    }

    /// `cargo` in the folder of the crates.
    pub(super) fn cargo(&self) -> Command {
        let mut cargo = workspace::cargo();
        cargo.current_dir(&self.folder).env("CARGO_TARGET_DIR", self.folder.join("target"));
        // A stable rustc tells what its passes take for these crates only. It is always set, since dependencies would be
        // built anew where it changes.
        cargo.env("RUSTC_BOOTSTRAP", [Package::Ours, Package::Parsed].map(Package::name).join(","));
        // As a user builds: what CI sets is not what is measured.
        for variable in ["CARGO_INCREMENTAL", "CARGO_PROFILE_DEV_DEBUG", "SCHEMA_TOML", "RUSTFLAGS"] {
            cargo.env_remove(variable);
        }
        cargo
    }

    /// Writes a crate whole.
    pub(super) fn write(&self, package: Package) -> Result<()> {
        let declarations = match package {
            Package::Ours => format!("schema_macro::schema!(same_query = \"{}\");\n", self.same_query),
            Package::ByHand | Package::Parsed => self.declarations.clone(),
        };
        self.write_file(package, "schema.rs", &declarations)?;
        self.write_file(package, "models.rs", &self.source(package, self.structs.len()))?;
        self.write_file(package, "lib.rs", LIB)
    }

    /// Writes a crate with this many models and no declarations.
    pub(super) fn write_alone(&self, package: Package, models: usize) -> Result<()> {
        self.write_file(package, "schema.rs", "")?;
        self.write_file(package, "models.rs", &self.source(package, models))?;
        self.write_file(package, "lib.rs", LIB)
    }

    /// Edits the file of the models, in a way that changes none.
    pub(super) fn touch(&self, package: Package) -> Result<()> {
        let edit = self.edits.fetch_add(1, Ordering::Relaxed);
        let source = self.source(package, self.structs.len());
        self.write_file(package, "models.rs", &format!("{source}\n// Edited {edit} times.\n"))
    }

    fn write_file(&self, package: Package, file: &str, text: &str) -> Result<()> {
        write(&self.folder.join(package.name()).join("src").join(file), text)
    }

    fn source(&self, package: Package, models: usize) -> String {
        let mut source = self.imports.clone();
        for Struct { table, doc, derives, body } in self.structs.iter().take(models) {
            let table_name = || {
                let key = self.keys.get(table).map(|key| format!(", primary_key({key})")).unwrap_or_default();
                format!("#[diesel(table_name = crate::schema::{table}{key}")
            };
            source.push_str(doc);
            source.push_str(&match package {
                Package::Ours => format!("#[schema_macro::table(\"{table}\")]\n{derives}"),
                Package::ByHand => format!("{derives}{}, check_for_backend(diesel::pg::Pg))]\n", table_name()),
                Package::Parsed => format!("#[parse::parse]\n{derives}{})]\n", table_name()),
            });
            source.push_str(body);
        }
        source
    }
}

/// Takes the file of models apart: the imports, then each struct.
fn structs(models: &str) -> Result<(String, Vec<Struct>)> {
    let (mut imports, mut structs) = (String::new(), Vec::new());
    for part in models.split("\n\n") {
        let attribute = part.lines().find_map(|line| line.strip_prefix("#[table(\"")?.strip_suffix("\")]"));
        let Some(table) = attribute else {
            imports.push_str(&part.replace("use schema_macro::table;", ""));
            imports.push('\n');
            continue;
        };
        let (mut doc, mut derives, mut body) = (String::new(), String::new(), String::new());
        for line in part.lines() {
            let to = match line {
                _ if !body.is_empty() => &mut body,
                _ if line.starts_with("#[table(") => continue,
                _ if line.starts_with("#[") => &mut derives,
                _ if line.starts_with("//") => &mut doc,
                _ => &mut body,
            };
            to.push_str(line);
            to.push('\n');
        }
        structs.push(Struct { table: table.to_owned(), doc, derives, body });
    }
    if structs.is_empty() { Err(Failure::new("`cargo schema models` wrote no struct")) } else { Ok((imports, structs)) }
}

/// The primary keys that are not `id`, by table: `    members (group_id, user_id) {`.
fn keys(declarations: &str) -> HashMap<String, String> {
    let lines = declarations.lines().filter_map(|line| line.strip_prefix("    ")?.strip_suffix(") {"));
    let keys = lines.filter_map(|line| line.split_once(" ("));
    let keys = keys.filter(|(table, key)| *key != "id" && !table.contains(' '));
    keys.map(|(table, key)| (table.to_owned(), key.to_owned())).collect()
}

fn write(path: &Path, text: &str) -> Result<()> {
    let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
    folder
        .and_then(|()| fs::write(path, text))
        .map_err(|error| Failure::new(format!("cannot write {}: {error}", path.display())))
}

const MANIFEST: &str = r#"[package]
name = "NAME"
version = "0.0.0"
edition = "2024"

[dependencies]
bigdecimal = "0.4"
chrono = { version = "0.4", default-features = false, features = ["clock", "std"] }
diesel = { version = "2.3", default-features = false, features = ["32-column-tables", "chrono", "numeric", "postgres_backend", "uuid"] }
uuid = "1"
"#;

// Diesel's macros call themselves once for each of the 500 tables.
const LIB: &str = "#![recursion_limit = \"1024\"]\npub mod models;\npub mod schema;\n";

const PARSE_MANIFEST: &str = r#"[package]
name = "parse"
version = "0.0.0"
edition = "2024"

[lib]
proc-macro = true

[dependencies]
quote = "1"
syn = { version = "2", default-features = false, features = ["clone-impls", "derive", "parsing", "printing", "proc-macro"] }
"#;

const PARSE: &str = r"#[proc_macro_attribute]
pub fn parse(_: proc_macro::TokenStream, item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let item = syn::parse_macro_input!(item as syn::DeriveInput);
    quote::quote!(#item).into()
}
";
