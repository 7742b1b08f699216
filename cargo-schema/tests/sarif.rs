//! What `--format sarif` writes is SARIF, by the schema of its standard.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use boon::{Compiler, Schemas};
use serde_json::Value;

/// The schema, in the sources of a crate that carries it.
fn schema() -> Value {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--manifest-path"])
        .arg(manifest)
        .output()
        .expect("cargo runs");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo's metadata is JSON");
    let packages = metadata["packages"].as_array().expect("a list of packages");
    let carrier = packages.iter().find(|package| package["name"] == "serde-sarif").expect("it is a dependency");
    let manifest = PathBuf::from(carrier["manifest_path"].as_str().expect("a path"));
    let text = fs::read_to_string(manifest.with_file_name("src").join("schema.json")).expect("it carries the schema");
    serde_json::from_str(&text).expect("a schema is JSON")
}

/// What a command writes in a folder with these files, as SARIF.
fn sarif(files: &[(&str, &str)]) -> Value {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in files {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().expect("below the folder")).expect("writable");
        fs::write(file, text).expect("writable");
    }
    let output = Command::new(env!("CARGO_BIN_EXE_cargo-schema"))
        .args(["check", "--format", "sarif"])
        .current_dir(folder.path())
        .env_remove("SCHEMA_TOML")
        .output()
        .expect("the program runs");
    serde_json::from_slice(&output.stdout).expect("SARIF is JSON")
}

#[test]
fn what_is_written_is_sarif_and_has_what_github_reads() {
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.add_resource("sarif.json", schema()).expect("a schema");
    let sarif_schema = compiler.compile("sarif.json", &mut schemas).expect("a schema");
    let first =
        "CREATE TABLE \"a b:é%\" (id int);\nCREATE TABLE users (id int PRIMARY KEY, b int);\nCREATE TABLE c (x point);";
    let second = "DROP TABLE users;\nALTER TABLE c ADD y int NOT NULL;\n";
    let files = [
        ("Cargo.toml", "[package]"),
        ("migrations/001 first/up.sql", first),
        ("migrations/002_second/up.sql", second),
        ("migrations/002_second/down.sql", "ALTER TABLE c DROP y;"),
    ];
    for files in
        [&files[..], &files[..2], &[("migrations/001_a/up.sql", "DROP TABLE x;")], &[("migrations/1_a/up.sql", "")]]
    {
        let written = sarif(files);
        if let Err(wrong) = schemas.validate(&written, sarif_schema) {
            panic!("{wrong:#}\n{written:#}");
        }
        let mut wrong = written.clone();
        wrong["runs"][0]["tool"] = Value::Null;
        assert!(schemas.validate(&wrong, sarif_schema).is_err(), "the schema is one that can be broken");
        let run = &written["runs"][0];
        for result in run["results"].as_array().expect("a list") {
            let place = &result["locations"][0]["physicalLocation"];
            let uri = place["artifactLocation"]["uri"].as_str().expect("a file");
            assert!(uri.starts_with("migrations/00") && !uri.contains([' ', ':']), "{uri}");
            assert!(place["region"]["startLine"].is_u64(), "{place}");
            assert!(result["partialFingerprints"]["primaryLocationLineHash"].is_string(), "{result}");
            let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().expect("an index") as usize];
            assert_eq!(rule["id"], result["ruleId"]);
            assert!(rule["help"]["text"].as_str().is_some_and(|help| help.contains("Fix: ")), "{rule}");
        }
    }
}

#[test]
fn fingerprints_stay_where_lines_are_added_and_differ_where_they_must() {
    let prints = |text: &str| {
        let written = sarif(&[("Cargo.toml", "[package]"), ("migrations/001_first/up.sql", text)]);
        let results = written["runs"][0]["results"].as_array().expect("a list").clone();
        results
            .iter()
            .map(|result| result["partialFingerprints"]["primaryLocationLineHash"].clone())
            .collect::<Vec<_>>()
    };
    let one = prints("CREATE TABLE a (id int);\nCREATE TABLE b (id int);\n");
    assert_eq!(one.len(), 2);
    assert_ne!(one[0], one[1]);
    assert_eq!(one, prints("-- A line above.\n\nCREATE TABLE a (id int);\n\n  CREATE TABLE b (id int);\n"));
}
