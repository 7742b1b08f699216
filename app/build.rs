//! Builds the application again when a migration is added or removed.

fn main() {
    println!("cargo::rerun-if-changed=../migrations");
}
