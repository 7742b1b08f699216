//! Builds on many machines: in folders of other names, in a sandbox that shows only what is declared. The compiler is run
//! as Bazel and Nix run it, without cargo.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use schema_macro_tests::summary;

use crate::workspace::repository;

/// Stands for Diesel, and leaves in the library what it is given.
const DIESEL: &str = "
#[macro_export] macro_rules! table {
    ($($token:tt)*) => { const _: () = { #[used] static TOKENS: &str = stringify!($($token)*); }; };
}
#[macro_export] macro_rules! joinable { ($($token:tt)*) => { $crate::table!($($token)*); }; }
";

/// A tree with a crate in `app`, and what it needs, for the compiler alone.
pub(crate) struct Tree {
    pub(crate) root: PathBuf,
    /// The library with the macros.
    macros: PathBuf,
    /// Where the standard library is.
    sysroot: PathBuf,
}

impl Tree {
    pub(crate) fn new(root: PathBuf, macros: &Path) -> Self {
        let sysroot = Command::new("rustc").args(["--print", "sysroot"]).output().expect("rustc runs").stdout;
        let sysroot = PathBuf::from(String::from_utf8(sysroot).expect("UTF-8").trim());
        let tree = Self { root, macros: macros.to_owned(), sysroot };
        tree.write("diesel.rs", DIESEL);
        let library = ["--crate-name", "diesel", "--crate-type", "lib", "--edition", "2024", "diesel.rs"];
        let remapped = format!("--remap-path-prefix={}=/tree", tree.root.display());
        let compiled = tree.rustc().args(library).arg(remapped).output().expect("rustc runs");
        assert!(compiled.status.success(), "{}", String::from_utf8_lossy(&compiled.stderr));
        tree
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.root.join(name);
        fs::create_dir_all(path.parent().expect("below the tree")).expect("writable");
        fs::write(path, text).expect("writable");
    }

    fn rustc(&self) -> Command {
        let mut rustc = Command::new(self.sysroot.join("bin/rustc"));
        rustc.current_dir(&self.root).env_remove("SCHEMA_TOML");
        rustc
    }

    /// The arguments that compile the crate to `libapp.rlib`, with the tree as the current folder.
    fn arguments(&self) -> Vec<OsString> {
        let plain = ["--crate-name", "app", "--crate-type", "lib", "--edition", "2024", "app/src/lib.rs"];
        let macros = format!("schema_macro={}", self.macros.display());
        let arguments = plain.into_iter().chain(["--extern", "diesel=libdiesel.rlib", "--extern", &macros]);
        arguments.map(OsString::from).collect()
    }

    /// The bytes of the crate's library.
    fn library(&self) -> Vec<u8> {
        let compiled = self
            .rustc()
            .args(self.arguments())
            .arg(format!("--remap-path-prefix={}=/tree", self.root.display()))
            .env("CARGO_MANIFEST_DIR", self.root.join("app"))
            .output()
            .expect("rustc runs");
        assert!(compiled.status.success(), "{}", String::from_utf8_lossy(&compiled.stderr));
        fs::read(self.root.join("libapp.rlib")).expect("it was written")
    }

    /// Compiles the crate where there is nothing but the toolchain, the macros, and these of the tree, in a folder `/tree`.
    /// `None` where this system lets no one make such a place.
    fn compile_alone(&self, declared: &[&str], variable: Option<&str>) -> Option<Output> {
        let script = r#"
            sandbox=$1; sysroot=$2; macros=$3; shift 3
            mount -t tmpfs none "$sandbox"
            show() { mkdir -p "$sandbox$2"; mount --rbind "$1" "$sandbox$2"; }
            for folder in /bin /lib /lib64 /usr "$sysroot"; do
                if [ -d "$folder" ]; then show "$folder" "$folder"; fi
            done
            mkdir -p "$sandbox/tmp" "$sandbox$(dirname "$macros")"
            cp "$macros" "$sandbox$macros"
            while [ "$1" != -- ]; do
                if [ -d "$1" ]; then show "$PWD/$1" "/tree/$1"
                else mkdir -p "$sandbox/tree/$(dirname "$1")"; cp "$1" "$sandbox/tree/$1"; fi
                shift
            done
            shift
            exec chroot "$sandbox" sh -c 'cd /tree && exec "$@"' sh "$@"
        "#;
        let sandbox = tempfile::tempdir().expect("a temporary folder");
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "--mount", "sh", "-ec", script, "sh"]);
        command.arg(sandbox.path()).arg(&self.sysroot).arg(&self.macros).arg("libdiesel.rlib").args(declared).arg("--");
        command.arg(self.sysroot.join("bin/rustc")).args(self.arguments());
        command.current_dir(&self.root).env("CARGO_MANIFEST_DIR", "/tree/app").env_remove("SCHEMA_TOML");
        command.envs(variable.map(|file| ("SCHEMA_TOML", file)));
        let output = command.output().ok()?;
        let error = String::from_utf8_lossy(&output.stderr);
        if ["unshare: ", "mount: ", "chroot: "].iter().any(|start| error.starts_with(start)) {
            summary::tell(&format!("a sandbox is not permitted here, so builds in one were not tried: {error}"));
            return None;
        }
        Some(output)
    }
}

/// A tree with the application's migrations.
fn of_application(root: PathBuf, macros: &Path) -> Tree {
    let tree = Tree::new(root, macros);
    tree.write("app/Cargo.toml", "[package]\nname = \"app\"\n");
    tree.write("schema.toml", "[migrations]\npostgres = \"db/postgres\"\nsqlite = \"db/sqlite\"\n");
    tree.write("app/src/lib.rs", "pub mod schema { schema_macro::schema!(same_query = \"none\"); }");
    for engine in ["postgres", "sqlite"] {
        let folder = repository().join("migrations").join(engine);
        for entry in fs::read_dir(folder).expect("readable").map(|entry| entry.expect("readable").path()) {
            let name = entry.file_name().expect("it has a name").to_string_lossy().into_owned();
            for file in ["up.sql", "down.sql"] {
                let text = fs::read_to_string(entry.join(file)).expect("readable");
                tree.write(&format!("db/{engine}/{name}/{file}"), &text);
            }
        }
    }
    tree
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

/// Each time, in whatever folder, the same bytes, and in them no path that begins at the root of this machine.
pub(crate) fn every_machine_makes_the_same_bytes(macros: &Path) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let [one, other] =
        ["one", "another/of a longer name/свой"].map(|name| of_application(folder.path().join(name), macros));
    let library = one.library();
    assert!(holds(&library, "savings_groups"), "what is declared is in the library");
    assert!(holds(&library, "db/postgres/000_create_base_schema/up.sql:"), "with its places");
    assert!(library == one.library(), "compiled again, it is the same");
    assert!(library == other.library(), "compiled elsewhere, it is the same");
    for root in [folder.path(), &repository()] {
        let root = root.to_str().expect("UTF-8");
        assert!(!holds(&library, root), "{root} is in the library");
    }
}

/// Only what is declared is there: by a variable, and by an argument.
pub(crate) fn a_sandbox_shows_only_what_is_declared(macros: &Path) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let tree = Tree::new(folder.path().to_owned(), macros);
    tree.write("config/schema.toml", "[migrations]\npostgres = \"../db\"\n");
    tree.write("db/1_a.sql", "CREATE TABLE a (id integer PRIMARY KEY);");
    let library = |options: &str| {
        format!(
            "pub mod schema {{ schema_macro::schema!({options}); }}\nconst _: () = assert!(schema::TABLES.len() == 1);"
        )
    };
    let by_variable = ["app/src/lib.rs", "config/schema.toml", "db"];
    let by_argument = ["app/src/lib.rs", "db"];
    for (options, declared, variable) in [
        ("", &by_variable[..], Some("config/schema.toml")),
        ("", &by_variable[..], Some("/tree/config/schema.toml")),
        ("migrations = \"../db\"", &by_argument[..], None),
        ("migrations = \"../db\"", &by_argument[..], Some("")),
    ] {
        tree.write("app/src/lib.rs", &library(options));
        let Some(output) = tree.compile_alone(declared, variable) else { return };
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{options} {variable:?}: {error}");
    }
    // What is not declared is not there, and what is said of it is how to name it.
    tree.write("app/src/lib.rs", &library(""));
    let error = |declared: &[&str], variable: Option<&str>| {
        let output = tree.compile_alone(declared, variable)?;
        assert!(!output.status.success());
        let error = String::from_utf8(output.stderr).expect("UTF-8");
        Some(error.lines().take_while(|line| !line.trim_start().starts_with("-->")).collect::<Vec<_>>().join("\n"))
    };
    assert_eq!(
        error(&by_argument, None).expect("a sandbox"),
        "error: there are no migrations: no schema.toml, no diesel.toml and no folder `migrations` here or above\n       \
         help: write a schema.toml beside Cargo.toml:\n           [migrations]\n           postgres = \"path/to/migrations\""
    );
    assert_eq!(
        error(&by_argument, Some("config/schema.toml")).expect("a sandbox"),
        "error: config/schema.toml: there is no such file, and the environment variable SCHEMA_TOML names it\n       help: \
         name a schema.toml by its whole path, or unset the variable"
    );
    tree.write("db/1_a.sql", "DROP TABLE a;");
    assert_eq!(
        error(&by_variable, Some("config/schema.toml")).expect("a sandbox"),
        "error: ../db/1_a.sql:1:12: there is no table `a`"
    );
}
