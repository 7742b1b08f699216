//! The memory that a large dump takes. A test by itself, since what is measured is the whole process.
#![cfg(target_os = "linux")]

use std::fs;
use std::io::{BufWriter, Write as _};
use std::time::{Duration, Instant};

use schema_catalog::{Catalog, Dialect};

/// The most memory that the process has had, in bytes.
fn peak() -> usize {
    let status = fs::read_to_string("/proc/self/status").expect("Linux tells");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("in kilobytes");
    line.trim().trim_end_matches(" kB").parse::<usize>().expect("a number") * 1024
}

/// Writes a dump of this size: a little DDL, and much data.
fn dump(bytes: usize) -> tempfile::NamedTempFile {
    let file = tempfile::Builder::new().suffix(".sql").tempfile().expect("a temporary file");
    let mut out = BufWriter::new(file.as_file());
    let mut write = |text: &str| {
        out.write_all(text.as_bytes()).expect("there is room");
        text.len()
    };
    let mut written = 0;
    while written < bytes {
        let table = format!("t{written}");
        written += write(&format!(
            "CREATE TABLE {table} (id bigint NOT NULL, name text);\nCOPY {table} (id, name) FROM stdin;\n"
        ));
        for _ in 0..20_000 {
            written += write("4711\tIt's a name; with \"all\" -- that $may$ be /* hard\n");
        }
        written += write("\\.\n\n");
        for _ in 0..200 {
            written += write(&format!("INSERT INTO {table} VALUES "));
            written += write(&"(1, 'it''s; a name'), ".repeat(200));
            written += write("(2, NULL);\n");
        }
    }
    out.flush().expect("there is room");
    drop(out);
    file
}

#[test]
fn a_dump_of_200_megabytes() {
    let full = std::env::var_os("SCHEMA_TEST_FULL").is_some();
    let mut times = Vec::new();
    for bytes in if full { [25 << 20, 200 << 20] } else { [2 << 20, 16 << 20] } {
        let file = dump(bytes);
        let length =
            file.as_file().metadata().map_or(0, |metadata| usize::try_from(metadata.len()).unwrap_or(usize::MAX));
        let (before, start) = (peak(), Instant::now());
        let catalog = Catalog::load(Dialect::Postgres, file.path(), None).unwrap_or_else(|error| panic!("{error}"));
        times.push(start.elapsed());
        assert!(catalog.tables().count() > 0);
        let taken = peak().saturating_sub(before);
        assert!(taken < length * 5 / 2 + (8 << 20), "{taken} bytes of memory for a dump of {length}");
    }
    assert!(times[1] < times[0] * 24 + Duration::from_millis(100), "{times:?}");
}
