//! A crate is compiled anew where its migrations change, and only there: cargo itself is run, on a workspace of two crates
//! with migrations of their own, in a folder whose name has spaces and letters of another script; and so is the server by
//! which editors expand macros.

mod machines;
mod memory;
mod server;
mod workspace;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::{env, fs};

use proc_macro2::TokenStream;
use schema_macro_tests::summary;

use server::{Call, Expansion, MacroServer};
use workspace::Workspace;

/// One at a time: all share a folder to build in.
static TURN: Mutex<()> = Mutex::new(());

const ONE_TABLE: &str = "CREATE TABLE a (id int PRIMARY KEY);";
const TWO_TABLES: &str = "CREATE TABLE a (id int PRIMARY KEY);CREATE TABLE b (id int PRIMARY KEY);";

/// A workspace in which both crates have been built.
fn built() -> Workspace {
    let workspace = Workspace::new();
    workspace.write("first/migrations/1_a/up.sql", ONE_TABLE);
    workspace.write("first/diesel.toml", "[migrations_directory]\ndir = \"migrations\"\n");
    workspace.write("second/migrations/1_x/up.sql", "CREATE TABLE x (id int PRIMARY KEY);");
    workspace.write("second/other/1_y/up.sql", "CREATE TABLE y (id int PRIMARY KEY);");
    workspace.write("second/schema.toml", "[migrations]\npostgres = \"migrations\"\n");
    workspace.build();
    assert_eq!((workspace.tables("first").as_str(), workspace.tables("second").as_str()), ("a", "x"));
    workspace
}

fn neither() -> BTreeSet<&'static str> {
    BTreeSet::new()
}

fn only(name: &'static str) -> BTreeSet<&'static str> {
    BTreeSet::from([name])
}

#[test]
fn what_changes_is_compiled_anew_and_nothing_else() {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let workspace = built();
    let (first, second) = (only("first"), only("second"));
    for folder in ["/".as_ref(), workspace.root.as_path(), &workspace.root.join("second/migrations")] {
        assert_eq!(workspace.build_in(folder).compiled, neither(), "nothing changed, seen from {}", folder.display());
    }

    workspace.write("first/migrations/1_a/up.sql", TWO_TABLES);
    let before = workspace.written();
    assert_eq!(workspace.build(), first, "a migration was edited");
    assert_eq!(workspace.tables("first"), "a b");
    assert_eq!(workspace.written(), before, "a tree that can only be read is built as well");

    workspace.write("first/migrations/2_c/up.sql", "CREATE TABLE c (id int PRIMARY KEY);");
    assert_eq!(workspace.build(), first, "a migration was added");
    assert_eq!(workspace.tables("first"), "a b c");

    let migrations = workspace.root.join("first/migrations");
    fs::rename(migrations.join("2_c"), migrations.join("3_c")).expect("renamed");
    assert_eq!(workspace.build(), first, "a migration was renamed");

    fs::remove_dir_all(migrations.join("3_c")).expect("removed");
    assert_eq!(workspace.build(), first, "a migration was removed");
    assert_eq!(workspace.tables("first"), "a b");
    assert_eq!(workspace.build(), neither(), "nothing changed");

    workspace.write("second/schema.toml", "[migrations]\npostgres = \"other\"\n");
    assert_eq!(workspace.build(), second, "schema.toml names other migrations");
    assert_eq!(workspace.tables("second"), "y");

    workspace.write("first/older/1_o/up.sql", "CREATE TABLE o (id int PRIMARY KEY);");
    workspace.write("first/diesel.toml", "[migrations_directory]\ndir = \"older\"\n");
    assert_eq!(workspace.build(), first, "diesel.toml names other migrations");
    assert_eq!(workspace.tables("first"), "o");
    assert_eq!(workspace.build(), neither(), "nothing changed");
}

#[test]
fn what_the_environment_names_counts_and_is_compiled_anew_where_it_changes() {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let mut workspace = built();
    let both = BTreeSet::from(["first", "second"]);
    let named = |file: &str| vec![("SCHEMA_TOML", file.to_owned())];
    let whole = workspace.root.join("second/schema.toml").to_str().expect("UTF-8").to_owned();
    workspace.environment = named(&whole);
    assert_eq!(workspace.build(), both, "it names a file");
    assert_eq!((workspace.tables("first").as_str(), workspace.tables("second").as_str()), ("x", "x"));
    assert_eq!(workspace.build(), neither(), "nothing changed");
    workspace.environment = named("");
    assert_eq!(workspace.build(), both, "it names none");
    assert_eq!(workspace.tables("first"), "a");
    workspace.environment.clear();
    workspace.build();
    assert_eq!(workspace.tables("first"), "a");

    // As a project says it for all that cargo runs.
    let config = "[env]\nSCHEMA_TOML = { value = \"second/schema.toml\", relative = true }\n";
    workspace.write(".cargo/config.toml", config);
    workspace.build_in(&workspace.root);
    assert_eq!(workspace.tables("first"), "x");
}

/// Both wait for each other, and neither takes what the other has half written.
#[test]
fn two_builds_at_once_in_one_folder() {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let workspace = built();
    for (migration, tables) in [(TWO_TABLES, "a b"), (ONE_TABLE, "a")] {
        workspace.write("first/migrations/1_a/up.sql", migration);
        let builds: Vec<_> = [workspace.root.as_path(), Path::new("/")]
            .map(|folder| workspace.building(folder).stdout(Stdio::null()).stderr(Stdio::piped()).spawn())
            .into_iter()
            .map(|build| build.expect("cargo runs").wait_with_output().expect("cargo ends"))
            .collect();
        for build in builds {
            assert!(build.status.success(), "{}", String::from_utf8_lossy(&build.stderr));
        }
        assert_eq!(workspace.tables("first"), tables);
        assert_eq!(workspace.build(), neither(), "nothing changed");
    }
}

#[test]
fn every_machine_makes_the_same_bytes() {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    machines::every_machine_makes_the_same_bytes(&built().build_in(Path::new("/")).macros);
}

#[test]
fn a_sandbox_shows_only_what_is_declared() {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    machines::a_sandbox_shows_only_what_is_declared(&built().build_in(Path::new("/")).macros);
}

/// With a cache of what was compiled, which must know that the migrations are part of it.
#[test]
fn sccache_gives_nothing_stale() {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    if Command::new("sccache").arg("--version").output().is_err() {
        return summary::tell("sccache is not installed: freshness under it was not tried");
    }
    let mut workspace = built();
    let cache = workspace.root.join("cache").to_str().expect("UTF-8").to_owned();
    // A server of our own, which ends by itself.
    workspace.environment = vec![
        ("RUSTC_WRAPPER", "sccache".to_owned()),
        ("CARGO_INCREMENTAL", "0".to_owned()),
        ("SCCACHE_DIR", cache),
        ("SCCACHE_SERVER_PORT", "42261".to_owned()),
        ("SCCACHE_IDLE_TIMEOUT", "60".to_owned()),
    ];
    workspace.build();
    for (migration, tables) in [(TWO_TABLES, "a b"), (ONE_TABLE, "a"), (TWO_TABLES, "a b")] {
        workspace.write("first/migrations/1_a/up.sql", migration);
        assert_eq!(workspace.build(), only("first"));
        assert_eq!(workspace.tables("first"), tables);
    }
    workspace.write("first/migrations/2_c/up.sql", "CREATE TABLE c (id int PRIMARY KEY);");
    assert_eq!(workspace.build(), only("first"), "a migration was added");
    assert_eq!(workspace.tables("first"), "a b c");
    assert_eq!(workspace.build(), neither(), "nothing changed");
    let stopped = Command::new("sccache").arg("--stop-server").envs(workspace.environment.clone()).output();
    let statistics = String::from_utf8(stopped.expect("sccache runs").stdout).expect("UTF-8");
    let hits = statistics.lines().find(|line| line.starts_with("Cache hits (Rust)")).unwrap_or("no hits");
    assert!(hits.ends_with(|c: char| ('1'..='9').contains(&c)), "sccache was not asked: {statistics}");
}

/// Crates that are not of the workspace: from a repository, and from a folder of packages as `cargo vendor` makes one.
#[test]
fn dependencies_have_migrations_of_their_own() {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let workspace = built();
    let paths = workspace.paths();
    let registered =
        "diesel = { version = \"2\", registry = \"own\" }\nschema-macro = { version = \"0.1\", registry = \"own\" }";
    for (folder, name, table, dependencies) in
        [("repository", "from_git", "g", paths.as_str()), ("vendored/from_registry", "from_registry", "r", registered)]
    {
        workspace.package(folder, name, dependencies);
        let migration = format!("CREATE TABLE {table} (id int PRIMARY KEY);");
        workspace.write(&format!("{folder}/migrations/1_first/up.sql"), &migration);
    }
    // Else the packages would be members of the workspace.
    let members =
        "[workspace]\nmembers = [\"first\", \"second\", \"diesel\"]\nexclude = [\"vendored\", \"repository\"]\n";
    workspace.write("Cargo.toml", &format!("{members}resolver = \"3\"\n[patch.own]\n{paths}"));
    workspace.write("vendored/from_registry/.cargo-checksum.json", "{\"files\":{}}");
    let repository = workspace.root.join("repository");
    let git = |arguments: &[&str]| {
        let identity = ["-c", "user.name=tester", "-c", "user.email=tester@localhost"];
        let run =
            Command::new("git").args(identity).args(arguments).current_dir(&repository).output().expect("git runs");
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    };
    git(&["init", "--quiet"]);
    git(&["add", "."]);
    git(&["commit", "--quiet", "--message", "first"]);
    workspace.member(
        "first",
        &format!(
            "{paths}from_git.git = {:?}\nfrom_registry = {{ version = \"0.1\", registry = \"own\" }}",
            format!("file://{}", repository.display())
        ),
    );
    workspace.write(
        "first/src/main.rs",
        "fn main() { println!(\"{:?} {:?}\", from_git::schema::TABLES, from_registry::schema::TABLES); }",
    );
    let config = "[registries.own]\nindex = \"sparse+https://localhost/\"\n[source.own]\nregistry = \
                  \"sparse+https://localhost/\"\nreplace-with = \"vendored\"\n[source.vendored]\ndirectory = \"vendored\"\n";
    workspace.write(".cargo/config.toml", config);
    let fetched = workspace.cargo(&["fetch", "--quiet"]).current_dir(&workspace.root).output().expect("cargo runs");
    assert!(fetched.status.success(), "{}", String::from_utf8_lossy(&fetched.stderr));
    workspace.build_in(&workspace.root);
    assert_eq!(workspace.tables("first"), "[\"g\"] [\"r\"]");
    assert_eq!(workspace.build_in(&workspace.root).compiled, neither(), "nothing changed");
}

/// The text of a struct that says what it is for, and what expands it in an editor.
fn in_editor(server: &mut MacroServer, macros: &Path, package: &Path, options: &str, body: &str) -> Expansion {
    let tokens = |text: &str| text.parse::<TokenStream>().expect("Rust");
    let (attributes, body) = (tokens(options), tokens(body));
    let call = Call { library: macros, package, name: "table", attributes: Some(&attributes), body: &body };
    server.expand(&call).expect("no macro panics")
}

#[test]
fn an_editor_is_told_nothing_stale() {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let workspace = built();
    let macros = workspace.build_in(Path::new("/")).macros;
    let Some(mut server) = MacroServer::start() else {
        return summary::tell("the toolchain has no macro server that is known: what editors see was not tried");
    };
    let (first, second) = (workspace.root.join("first"), workspace.root.join("second"));
    let mut errors = |package: &Path, table: &str| {
        let body = "#[derive(Queryable)] struct A { id: i32, name: String }";
        let expansion = in_editor(&mut server, &macros, package, &format!("{table:?}"), body);
        assert!(expansion.has("name"), "the struct is there all the same");
        expansion.errors
    };
    let name_is_unknown = ["`A::name` has no column in table `a`"];
    let table_is_unknown = ["there is no table `a` in the migrations"];
    let starts = |errors: &[String], wanted: &[&str]| {
        assert_eq!(errors.len(), wanted.len(), "{errors:?}");
        assert!(errors.iter().zip(wanted).all(|(error, wanted)| error.starts_with(wanted)), "{errors:?}");
    };
    starts(&errors(&first, "a"), &name_is_unknown);
    starts(&errors(&second, "a"), &table_is_unknown);

    workspace.write("first/migrations/2_name/up.sql", "ALTER TABLE a ADD COLUMN name text NOT NULL;");
    starts(&errors(&first, "a"), &[]);
    workspace.write("first/migrations/2_name/up.sql", "ALTER TABLE a ADD COLUMN name text;");
    starts(&errors(&first, "a"), &["`A::name` does not match column `a.name`"]);
    fs::remove_dir_all(first.join("migrations/2_name")).expect("removed");
    starts(&errors(&first, "a"), &name_is_unknown);
    workspace.write("first/migrations/1_a/up.sql", "CREATE TABLE");
    starts(&errors(&first, "a"), &["`A` is not checked"]);
    workspace.write("first/migrations/1_a/up.sql", ONE_TABLE);
    starts(&errors(&first, "a"), &name_is_unknown);
    workspace.write("second/schema.toml", "[migrations]\npostgres = \"../first/migrations\"\n");
    starts(&errors(&second, "a"), &name_is_unknown);
}

/// What completion, hovering and going to a definition need: a field's name and type are where they were written.
#[test]
fn an_editor_finds_fields_where_they_are_written() {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let workspace = built();
    let macros = workspace.build_in(Path::new("/")).macros;
    let Some(mut server) = MacroServer::start() else { return };
    let first = workspace.root.join("first");
    for body in [
        "#[derive(Queryable)] struct A { id: MyId, name: String }",
        "#[derive(Queryable)] struct A { id: MyId, #[cfg(all())] name: String }",
        "#[derive(Queryable)] struct A { id: MyId, name: }",
        "#[derive(Queryable)] struct A { id: MyId, na",
        "#[derive(Queryable, )] struct A { id: MyId, name: String, }",
    ] {
        // What is being typed need not be Rust yet; an editor closes what is open.
        let body = if body.ends_with('}') { body.to_owned() } else { format!("{body} }}") };
        let expansion = in_editor(&mut server, &macros, &first, "\"a\"", &body);
        let tokens: TokenStream = body.parse().expect("Rust");
        let written = server::places(&tokens);
        for name in ["A", "id", "MyId"] {
            let place = written.iter().find(|(written, _)| written == name).expect("it is written");
            assert!(expansion.idents.contains(place), "{name} of {body}: {:?}", expansion.idents);
        }
    }
}

#[test]
fn an_editor_is_served_for_days() {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let workspace = built();
    let macros = workspace.build_in(Path::new("/")).macros;
    let Some(mut server) = MacroServer::start() else { return };
    let first = workspace.root.join("first");
    let odd = ["", "fn f() {}", "struct", "struct A;", "enum A {}", "#[derive(Queryable)] struct A(i32);", "1 + 1"];
    let programs = [("the compiler's macro server", server.process())];
    let times = if env::var_os("SCHEMA_TEST_FULL").is_some() { 100_000 } else { 2_000 };
    let held = memory::held(&programs, 2_000, times, |at| {
        let body = "#[derive(Queryable, Insertable)] struct A { id: MyId, name: Option<String> }";
        let body = if at % 10 == 0 { odd[at as usize / 10 % odd.len()] } else { body };
        in_editor(&mut server, &macros, &first, "\"a\"", body);
        if at % 1_000 == 0 {
            workspace.write("first/migrations/1_a/up.sql", if at % 2_000 == 0 { ONE_TABLE } else { TWO_TABLES });
        }
    });
    for program in held {
        summary::tell(&program.to_string());
        assert!(program.grown() < 4096, "{program}");
    }
}
