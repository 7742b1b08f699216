//! `schema.toml` and `diesel.toml`, beside migrations that there are.

use std::ffi::OsStr;
use std::fs;

use super::commands::cargo_schema;
use super::layouts::configured;
use super::text;
use crate::seeds::{Seed, files};

pub(super) fn seeds() -> Vec<Seed> {
    ["schema-fuzz/seeds/config", "schema-macro-tests/tests"]
        .into_iter()
        .flat_map(|folder| files(folder, ".toml"))
        .collect()
}

/// Migrations of which a `[[statement]]` can say something.
const UP: &str = "\
CREATE TABLE groups (id integer PRIMARY KEY, name varchar(20) NOT NULL);
SELECT partman.create_parent('groups');
ALTER TABLE groups ADD phone text;
";

pub(super) fn run(input: &[u8]) {
    let Some(toml) = text(input) else { return };
    for name in ["schema.toml", "diesel.toml"] {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (migration, file) = (folder.path().join("migrations/1_create"), folder.path().join(name));
        fs::create_dir_all(&migration).expect("the temporary folder is writable");
        fs::write(migration.join("up.sql"), UP).expect("the temporary folder is writable");
        fs::write(&file, toml).expect("the temporary folder is writable");
        configured(folder.path());
        let up = migration.join("up.sql");
        let [print, migrations, config] = ["print", "--migrations", "--config-file"].map(OsStr::new);
        cargo_schema([print, migrations, up.as_os_str(), config, file.as_os_str()]);
    }
}
