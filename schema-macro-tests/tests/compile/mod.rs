//! Programs that are compiled with the migrations of a `schema.toml`.

use std::env;
use std::path::Path;
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use trybuild::TestCases;

/// One at a time: all share a folder to build in.
static TURN: Mutex<()> = Mutex::new(());

/// Runs the cases of `test` with the migrations of this `schema.toml`.
///
/// A process can't safely set its own environment, so the test runs once more in a process of its own.
pub(crate) fn with_schema(schema_toml: impl AsRef<Path>, test: &str, add: impl FnOnce(&TestCases)) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(schema_toml);
    let file = file.canonicalize().unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    if env::var_os("SCHEMA_TOML").is_some_and(|set| set == file) {
        add(&TestCases::new());
        return;
    }
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let status = Command::new(env::current_exe().expect("a test knows its own file"))
        .args([test, "--exact", "--nocapture"])
        .args(env::args().filter(|argument| argument.starts_with("trybuild=")))
        .env("SCHEMA_TOML", &file)
        .status()
        .expect("a test can run itself");
    assert!(status.success(), "some cases failed: see above");
}
