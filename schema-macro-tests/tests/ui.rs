//! What the compiler says of structs that are wrong, and that it takes structs that are right.
//!
//! A case is a Rust file. Those below `fail` must not compile, and say what the `.stderr` beside them says, to the letter;
//! those below `pass` must compile, and their `main` must return. `cargo test --test ui -- compile trybuild=NAME` runs the
//! cases whose paths contain NAME; `TRYBUILD=overwrite cargo test --test ui` writes the `.stderr` files anew, to be read
//! before they are committed. They are what Rust 1.95 says: other versions may put it in other words.
//!
//! The cases are compiled in a crate elsewhere, so the variable `SCHEMA_TOML` says which migrations are theirs.

mod compile;

use compile::with_schema;

#[test]
fn wrong_structs_do_not_compile() {
    with_schema("tests/ui/schema.toml", "wrong_structs_do_not_compile", |cases| {
        cases.compile_fail("tests/ui/fail/*/*.rs");
    });
}

#[test]
fn right_structs_compile() {
    with_schema("tests/ui/schema.toml", "right_structs_compile", |cases| cases.pass("tests/ui/pass/*.rs"));
}

#[test]
fn models_of_sqlite() {
    with_schema("tests/engines/sqlite/schema.toml", "models_of_sqlite", |cases| {
        cases.compile_fail("tests/engines/sqlite/fail/*.rs");
        cases.pass("tests/engines/sqlite/pass/*.rs");
    });
}

#[test]
fn models_of_mariadb() {
    with_schema("tests/engines/mariadb/schema.toml", "models_of_mariadb", |cases| {
        cases.compile_fail("tests/engines/mariadb/fail/*.rs");
        cases.pass("tests/engines/mariadb/pass/*.rs");
    });
}

#[test]
fn models_of_several_engines() {
    with_schema("tests/engines/several/schema.toml", "models_of_several_engines", |cases| {
        cases.compile_fail("tests/engines/several/fail/*.rs");
        cases.pass("tests/engines/several/pass/*.rs");
    });
}

#[test]
fn models_of_sqlite_and_then_postgres() {
    with_schema("tests/engines/sqlite_first/schema.toml", "models_of_sqlite_and_then_postgres", |cases| {
        cases.compile_fail("tests/engines/sqlite_first/fail/*.rs");
        cases.pass("tests/engines/sqlite_first/pass/*.rs");
    });
}

#[test]
fn engines_that_conflict() {
    with_schema("tests/engines/conflict/schema.toml", "engines_that_conflict", |cases| {
        cases.compile_fail("tests/engines/conflict/program.rs");
    });
}

#[test]
fn odd_names_are_names() {
    with_schema("tests/odd_names/schema.toml", "odd_names_are_names", |cases| {
        cases.compile_fail("tests/odd_names/fail/*.rs");
        cases.pass("tests/odd_names/pass/*.rs");
    });
}

#[test]
fn drift_as_it_happened_does_not_compile() {
    with_schema("../schema.toml", "drift_as_it_happened_does_not_compile", |cases| {
        cases.compile_fail("tests/real_history/fail/*.rs");
    });
}

#[test]
fn syntax_error_does_not_compile() {
    with_schema("tests/bad_input/syntax_error/schema.toml", "syntax_error_does_not_compile", |cases| {
        cases.compile_fail("tests/bad_input/syntax_error/program.rs");
    });
}

#[test]
fn missing_folder_does_not_compile() {
    with_schema("tests/bad_input/missing_folder/schema.toml", "missing_folder_does_not_compile", |cases| {
        cases.compile_fail("tests/bad_input/missing_folder/program.rs");
    });
}

#[test]
fn schema_toml_without_migrations_does_not_compile() {
    let test = "schema_toml_without_migrations_does_not_compile";
    with_schema("tests/bad_input/toml_no_migrations/schema.toml", test, |cases| {
        cases.compile_fail("tests/bad_input/toml_no_migrations/program.rs");
    });
}
