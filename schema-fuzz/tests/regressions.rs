//! Every target with the inputs to begin with, and with every one that was ever found, which `fuzz/regressions` keeps.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};
use schema_fuzz::{TARGETS, Target};

fn main() -> ExitCode {
    let seeds = TARGETS.iter().map(|target| {
        let run = move || target.seeds().iter().for_each(|seed| target.run(&seed.input));
        Trial::test(format!("{}::seeds", target.name), move || {
            run();
            Ok(())
        })
    });
    let found = TARGETS.iter().flat_map(|target| found(target).into_iter().map(move |file| (target, file)));
    let found = found.map(|(target, file)| {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Trial::test(format!("{}::{name}", target.name), move || {
            target.run(&fs::read(&file)?);
            Ok(())
        })
    });
    libtest_mimic::run(&Arguments::from_args(), seeds.chain(found).collect()).exit_code()
}

/// The inputs that were found for a target.
fn found(target: &Target) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/regressions").join(target.name);
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("the folder can be read").path()).collect();
    files.sort();
    files
}
