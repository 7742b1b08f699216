//! What `cargo schema print` says and returns. What it prints for Diesel is compared with diesel_cli in
//! `schema-macro-tests`.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

/// The SQL that the tests print.
fn migrations() -> String {
    format!("{}/tests/data/up.sql", env!("CARGO_MANIFEST_DIR"))
}

/// A file of the test's own.
fn file(name: &str, text: &str) -> PathBuf {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&file, text).expect("the folder for tests is writable");
    file
}

/// The exit code, what goes to standard output, what goes to standard error.
fn print(arguments: &[&str]) -> (u8, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let arguments = ["cargo-schema", "schema", "print"].iter().chain(arguments);
    let code = cargo_schema::run(arguments, &mut out, &mut err);
    let text = |bytes| String::from_utf8(bytes).expect("what is printed is UTF-8");
    (code, text(out), text(err))
}

fn json(arguments: &[&str]) -> Value {
    let migrations = migrations();
    let arguments: Vec<&str> =
        ["--migrations", &migrations, "--format", "json"].iter().chain(arguments).copied().collect();
    let (code, out, err) = print(&arguments);
    assert_eq!((code, err.as_str()), (0, ""));
    serde_json::from_str(&out).expect("it is JSON")
}

/// What is wrong with a diesel.toml of this `[print_schema]`, without the folder.
fn error_in_config(name: &str, options: &str) -> String {
    let config = file(name, &format!("[print_schema]\n{options}\n"));
    let config = config.to_string_lossy();
    let (code, out, err) = print(&["--migrations", &migrations(), "--config-file", &config]);
    assert_eq!((code, out.as_str()), (2, ""));
    let at = err.find(name).unwrap_or_else(|| panic!("the error names the file: {err}"));
    err[at..].to_owned()
}

#[test]
fn a_table_without_a_primary_key_is_left_out_with_a_warning() {
    let config = file("empty.toml", "");
    let (code, out, err) =
        print(&["--migrations", &migrations(), "--schema", "billing", "--config-file", &config.to_string_lossy()]);
    assert_eq!((code, out.as_str()), (0, "// @generated automatically by Diesel CLI.\n\npub mod billing {}\n"));
    assert!(err.contains("up.sql:5:22: the table `bills` is left out: Diesel needs a primary key"), "{err}");
}

#[test]
fn what_is_not_understood_has_a_place() {
    let bad = file("bad.sql", "CREATE TABLE a (id integer);\nCREATE TABLE b (x nonsense);\n");
    let (code, out, err) = print(&["--migrations", &bad.to_string_lossy(), "--format", "json"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("bad.sql:2:19: there is no type `nonsense`\nhelp: "), "{err}");
}

#[test]
fn wrong_arguments_and_configurations_are_errors() {
    let (code, _, err) = print(&["--dialect", "oracle"]);
    assert_eq!(code, 2);
    assert!(err.contains("unknown engine `oracle`; known: `postgres`"), "{err}");
    let (code, _, err) = print(&["--migrations", &migrations(), "--format", "json", "--schema", "bilings"]);
    assert_eq!(code, 2);
    assert_eq!(err, "error: the migrations make no schema `bilings`\nhelp: known: `billing`, `public`\n");
    assert_eq!(
        error_in_config("key.toml", "with_doc = true"),
        "key.toml:2:1: `with_doc` is no option of [print_schema]\nhelp: did you mean `with_docs`?\n"
    );
    assert_eq!(
        error_in_config("value.toml", "column_sorting = \"size\""),
        "value.toml:2:18: this must be one of `ordinal_position`, `name`\n"
    );
    assert!(error_in_config("regex.toml", "filter = { only_tables = [\"(\"] }").starts_with("regex.toml:2:27: "));
    assert!(error_in_config("patch.toml", "patch_file = \"p\"").contains("`patch_file` is not supported\nhelp: "));
    assert!(error_in_config("syntax.toml", "schema =").starts_with("syntax.toml:2:9: "));
}

#[test]
fn help_is_no_error() {
    let (code, out, err) = print(&["--help"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("cargo schema print > src/schema.rs"), "{out}");
}

#[test]
fn json_tells_all_of_a_table() {
    let catalog = json(&[]);
    assert_eq!(catalog["format"], 1);
    assert_eq!(catalog["dialect"], "postgres");
    let users = &catalog["tables"][1];
    assert_eq!(
        (&users["schema"], &users["name"], &users["kind"]),
        (&json!("public"), &json!("users"), &json!("table"))
    );
    let file = migrations();
    assert_eq!(
        users["columns"][2],
        json!({
            "name": "code", "type": "code", "nullable": false, "default": null, "identity": null, "generated": null,
            "comment": "three letters",
            "history": [
                { "what": "declared", "file": file, "line": 4, "column": 68 },
                { "what": "made NOT NULL", "file": file, "line": 9, "column": 19 },
            ],
        })
    );
    assert_eq!(users["columns"][3]["generated"], json!({ "expression": "id * 2", "stored": true }));
    assert_eq!(users["primary_key"]["columns"], json!(["id"]));
    assert_eq!(
        users["indexes"],
        json!([{
            "name": "users_mood_lower_idx", "unique": false, "nulls_not_distinct": false, "columns": ["mood", null], "predicate": "mood = 'ok'",
            "created": { "file": file, "line": 6, "column": 1 },
        }])
    );
    let bills = &catalog["tables"][0];
    let key = &bills["foreign_keys"][0];
    assert_eq!((&key["name"], &key["parent_table"]), (&json!("bills_user_fkey"), &json!("users")));
    assert_eq!((&key["on_delete"], &key["on_update"]), (&json!("CASCADE"), &json!("NO ACTION")));
    assert_eq!(bills["checks"][0]["columns"], json!(["user"]));
    assert_eq!(bills["unique_constraints"][0]["name"], "bills_user_key");
    assert_eq!(catalog["views"][0]["columns"][0]["name"], "name");
    assert_eq!(catalog["enums"][0]["labels"][1]["label"], "ok");
    assert_eq!(catalog["domains"][0]["type"], "character varying(3)");
}

#[test]
fn json_of_one_schema_has_nothing_of_others() {
    let catalog = json(&["--schema", "billing"]);
    assert_eq!(catalog["schemas"].as_array().map(Vec::len), Some(1));
    assert_eq!(catalog["tables"][0]["name"], "bills");
    assert_eq!(catalog["tables"].as_array().map(Vec::len), Some(1));
    assert_eq!(catalog["enums"], json!([]));
}
