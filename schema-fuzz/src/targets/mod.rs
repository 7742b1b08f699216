//! The targets, a module for each thing that reads what others wrote.

mod commands;
mod config;
mod declarations;
mod drift;
mod layouts;
mod macros;
mod project;
mod replay;
mod statements;

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use crate::mutate::{Pieces, mutated};
use crate::seeds::{Seed, repository};

/// Something that is fuzzed.
pub struct Target {
    /// Its name: that of its file in `fuzz/fuzz_targets` and of its folder in `fuzz/regressions`.
    pub name: &'static str,
    run: fn(&[u8]),
    seeds: fn() -> Vec<Seed>,
    /// What its inputs are made of; `None` where they are no text.
    pieces: Option<Pieces>,
    /// The pieces of its seeds.
    pool: OnceLock<Vec<String>>,
}

/// Every target.
pub static TARGETS: [Target; 11] = [
    Target::new("commands", commands::run, commands::seeds, Some(Pieces::Statements)),
    Target::new("config", config::run, config::seeds, Some(Pieces::Lines)),
    Target::new("declarations", declarations::run, declarations::seeds, Some(Pieces::Lines)),
    Target::new("drift", drift::run, drift::seeds, None),
    Target::new("layouts", layouts::run, layouts::seeds, Some(Pieces::Lines)),
    Target::new("macros", macros::run, macros::seeds, Some(Pieces::Lines)),
    Target::new("replay_cockroachdb", replay::cockroachdb, replay::cockroachdb_seeds, Some(Pieces::Statements)),
    Target::new("replay_mysql", replay::mysql, replay::mysql_seeds, Some(Pieces::Statements)),
    Target::new("replay_postgres", replay::postgres, replay::postgres_seeds, Some(Pieces::Statements)),
    Target::new("replay_sqlite", replay::sqlite, replay::sqlite_seeds, Some(Pieces::Statements)),
    Target::new("statements", statements::run, statements::seeds, Some(Pieces::Statements)),
];

impl Target {
    const fn new(name: &'static str, run: fn(&[u8]), seeds: fn() -> Vec<Seed>, pieces: Option<Pieces>) -> Self {
        Self { name, run, seeds, pieces, pool: OnceLock::new() }
    }

    /// The target of this name.
    ///
    /// # Panics
    ///
    /// If there is none.
    pub fn named(name: &str) -> &'static Self {
        TARGETS.iter().find(|target| target.name == name).unwrap_or_else(|| panic!("there is no target `{name}`"))
    }

    /// Tries an input.
    ///
    /// # Panics
    ///
    /// If something does not hold that must hold for any input.
    pub fn run(&self, input: &[u8]) {
        (self.run)(input);
    }

    /// The inputs to begin with.
    ///
    /// # Panics
    ///
    /// If the cases that they are made of can't be read.
    pub fn seeds(&self) -> Vec<Seed> {
        (self.seeds)()
    }

    /// Writes the inputs to begin with into the folder `corpus` of the crate that libFuzzer is linked with.
    ///
    /// # Panics
    ///
    /// If the folder can't be written.
    pub fn write_seeds(&self) {
        let folder = repository().join("fuzz/corpus").join(self.name);
        let write = |path: &Path, input: &[u8]| fs::create_dir_all(&folder).and_then(|()| fs::write(path, input));
        for Seed { name, input } in self.seeds() {
            let path = folder.join(name);
            write(&path, &input).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        }
    }

    /// Another input, made of this one and the seeds; `None` where this one is no text.
    pub fn mutated(&self, input: &[u8], seed: u32) -> Option<String> {
        let (pieces, text) = (self.pieces?, std::str::from_utf8(input).ok()?);
        let pool = self.pool.get_or_init(|| {
            let texts = self.seeds().into_iter().filter_map(|seed| String::from_utf8(seed.input).ok());
            texts.flat_map(|text| pieces.of(&text)).collect()
        });
        Some(mutated(text, pieces, pool, seed.into()))
    }
}

/// What an input says, if it is a text; what is no UTF-8 is refused before anything is read of it.
fn text(input: &[u8]) -> Option<&str> {
    std::str::from_utf8(input).ok()
}
