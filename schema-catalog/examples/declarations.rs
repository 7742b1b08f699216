//! Prints the declarations of a folder of migrations: `cargo run --example declarations -- migrations/postgres`.

use std::path::Path;
use std::process::ExitCode;

use schema_catalog::{Catalog, Dialect, diesel::Declarations};

fn main() -> ExitCode {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "migrations".to_owned());
    match Catalog::load(Dialect::Postgres, Path::new(&folder), None) {
        Ok(catalog) => {
            println!("{}", Declarations::new(&catalog).to_rust());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
