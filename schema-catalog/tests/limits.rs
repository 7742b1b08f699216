//! Input of hostile size and shape: no panic, no stack overflow, and time in proportion to the input.
//!
//! `SCHEMA_TEST_FULL=1` tries the sizes that take long. What memory it takes is in `memory.rs`.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use schema_catalog::{Catalog, Config, Dialect, Migrator};
use tempfile::TempDir;

/// How large an input is: smaller than what is promised, unless it is said to be tried in full.
fn size(usual: usize, full: usize) -> usize {
    if std::env::var_os("SCHEMA_TEST_FULL").is_some() { full } else { usual }
}

fn load(sql: &str) -> Catalog {
    Catalog::from_sql(Dialect::Postgres, "up.sql", sql).unwrap_or_else(|error| panic!("{error}"))
}

fn error(sql: &str) -> String {
    Catalog::from_sql(Dialect::Postgres, "up.sql", sql).expect_err("this is wrong").to_string()
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("writable");
    }
    folder
}

/// The time that this thread has had on the processor, in Linux; elsewhere the time since the first call.
fn time() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = told.split(' ').next().and_then(|first| first.parse().ok());
    nanoseconds.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

/// Fails where eight times the input takes much more than eight times as long.
#[track_caller]
fn takes_time_in_proportion<T>(size: usize, input: impl Fn(usize) -> T, run: impl Fn(&T)) {
    // Where the time on the processor is not known, the fastest of several runs was held up least by other tests.
    let fastest = |size: usize| -> Duration {
        let input = input(size);
        let time = || {
            let start = time();
            run(&input);
            time() - start
        };
        let mut fastest = time();
        for _ in 0..2 {
            // What takes long is held up no more than its part.
            if fastest < Duration::from_secs(1) {
                fastest = fastest.min(time());
            }
        }
        fastest
    };
    let (small, large) = (fastest(size / 8), fastest(size));

    assert!(large < small * 24 + Duration::from_millis(100), "{large:?} for the whole, {small:?} for an eighth of it");
}

/// The same text many times, with a number in it.
fn repeated(count: usize, text: impl Fn(usize) -> String) -> String {
    (0..count).map(text).collect()
}

#[test]
fn a_million_statements() {
    let count = size(8_000, 1_000_000);
    let statements = |count: usize| {
        repeated(count / 10, |number| {
            let table = number % 500;
            let created = if number < 500 { format!("CREATE TABLE t{table} (id int);\n") } else { String::new() };
            let data = format!("INSERT INTO t{table} VALUES (1, 'a;b');\n").repeat(6);
            format!(
                "{created}ALTER TABLE t{table} ADD COLUMN c text;\nALTER TABLE t{table} RENAME COLUMN c TO d;\n\
                 ALTER TABLE t{table} ALTER COLUMN id SET DEFAULT 1;\n{data}ALTER TABLE t{table} ALTER COLUMN d TYPE varchar;\n\
                 UPDATE t{table} SET id = 2;\nDROP INDEX IF EXISTS none;\nALTER TABLE t{table} RENAME d TO e{number};\n"
            )
        })
    };
    // Dropped columns count for the most columns of a table, so they stay under other names.
    let count = count.min(500 * 1_500 * 10);
    takes_time_in_proportion(count, statements, |sql| drop(load(sql)));
}

#[test]
fn one_line_with_everything_on_it() {
    let text = |count| repeated(count, |number| format!("CREATE TABLE t{number} (\"é\" int, b text); "));
    takes_time_in_proportion(size(4_000, 80_000), text, |sql| {
        let catalog = load(sql);
        for table in catalog.tables() {
            for column in &table.columns {
                assert_eq!(catalog.location(column.history.declared()).line, 1);
            }
        }
    });
}

#[test]
fn one_line_with_an_entry_for_its_last_statement() {
    let project = |count| {
        let entry = "[[statement]]\nat = \"db/1_a.sql:1\"\nstarts = \"CONJURE a table\"\nignore = true\n";
        let project = folder(&[("schema.toml", &format!("[migrations]\npostgres = \"db\"\n{entry}"))]);
        fs::create_dir(project.path().join("db")).expect("writable");
        let text = repeated(count, |number| format!("CREATE TABLE t{number} (a int); ")) + "CONJURE a table;";
        fs::write(project.path().join("db/1_a.sql"), text).expect("writable");
        project
    };
    takes_time_in_proportion(size(4_000, 80_000), project, |project| {
        let config = Config::read(&project.path().join("schema.toml")).unwrap_or_else(|error| panic!("{error}"));
        config.load(config.primary()).unwrap_or_else(|error| panic!("{error}"));
    });
}

#[test]
fn one_statement_of_50_megabytes() {
    let bytes = size(1 << 17, 50 << 20);
    for (begin, part, end) in [
        ("INSERT INTO t VALUES ", "(1, 'a;b', 2.5), ", "(1, '', 1);"),
        ("SELECT 1", ", 'a' || 1", ";"),
        ("CREATE TABLE t (id int CHECK (id > 0", " OR id < 1", "));"),
        ("CREATE TABLE t (id int CHECK (id IN (0", ", 1", ")));"),
        ("CREATE TABLE t (id int DEFAULT 1", " + 1", ");"),
        ("COMMENT ON SCHEMA public IS '", "a ", "';"),
        ("CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$ ", "SELECT 1; ", "$$;"),
        ("DO $$ BEGIN ", "NULL; ", "END $$;"),
        ("CREATE VIEW v AS SELECT 1 AS a", " UNION ALL SELECT 1", ";"),
        ("CREATE TABLE t (id int); CREATE VIEW v AS SELECT id FROM t WHERE id IN (1", ", 1", ");"),
        ("/* ", "/* */ ", "*/ SELECT 1;"),
        ("", "-- a comment\n", "SELECT 1;"),
        ("", "-- schema: ignore\n", "SELECT 1;"),
        ("", ";", "SELECT 1;"),
    ] {
        let text = |bytes: usize| format!("{begin}{}{end}", part.repeat(bytes / part.len()));
        takes_time_in_proportion(bytes, text, |sql| drop(load(sql)));
    }
}

#[test]
fn what_is_never_ended_is_said_once() {
    for begin in ["'", "\"", "/*", "$a$", "(", "CREATE TABLE t (", "DO $$"] {
        let text = |bytes: usize| format!("SELECT 1;\n{begin}{}", "a b ".repeat(bytes / 4));
        takes_time_in_proportion(size(1 << 18, 50 << 20), text, |sql| {
            let _ = Catalog::from_sql(Dialect::Postgres, "up.sql", sql.as_str());
        });
    }
}

#[test]
fn many_of_one_kind() {
    let labels = |count| {
        let labels: Vec<String> = (0..count).map(|number| format!("'label {number}'")).collect();
        format!("CREATE TYPE e AS ENUM ({});", labels.join(", "))
    };
    takes_time_in_proportion(size(8_000, 100_000), labels, |sql| drop(load(sql)));
    let keys = |count| {
        let keys = repeated(count, |number| format!("CREATE TABLE c{number} (a int REFERENCES parent);\n"));
        format!("CREATE TABLE parent (id int PRIMARY KEY);\n{keys}DROP TABLE parent CASCADE;")
    };
    takes_time_in_proportion(size(4_000, 40_000), keys, |sql| drop(load(sql)));
    let transaction = |count| {
        let inner = repeated(count, |number| format!("CREATE TABLE t{number} (a int); SAVEPOINT s{number};\n"));
        format!("BEGIN;\n{inner}ROLLBACK;")
    };
    takes_time_in_proportion(size(4_000, 40_000), transaction, |sql| drop(load(sql)));
    let types = |count| {
        let types = repeated(count, |number| format!("CREATE TYPE e{number} AS ENUM ('a');\n"));
        types + &repeated(count, |number| format!("DROP TYPE e{number};\n"))
    };
    takes_time_in_proportion(size(4_000, 40_000), types, |sql| drop(load(sql)));
}

#[test]
fn thousands_of_constraints_on_one_table() {
    let parent = "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (a int, b int);\n";
    for constraint in ["CHECK (a > 0)", "FOREIGN KEY (a) REFERENCES p", "UNIQUE (a)"] {
        let named = |count| {
            parent.to_owned()
                + &repeated(count, |number| format!("ALTER TABLE t ADD CONSTRAINT c{number} {constraint};\n"))
        };
        let unnamed = |count| parent.to_owned() + &repeated(count, |_| format!("ALTER TABLE t ADD {constraint};\n"));
        takes_time_in_proportion(size(2_000, 8_000), named, |sql| drop(load(sql)));
        takes_time_in_proportion(size(2_000, 8_000), unnamed, |sql| drop(load(sql)));
    }
    let dropped = |count| {
        let added = repeated(count, |number| format!("ALTER TABLE t ADD CONSTRAINT c{number} CHECK (a > 0);\n"));
        parent.to_owned() + &added + &repeated(count, |number| format!("ALTER TABLE t DROP CONSTRAINT c{number};\n"))
    };
    takes_time_in_proportion(size(2_000, 8_000), dropped, |sql| drop(load(sql)));
}

#[test]
fn a_table_of_1600_columns() {
    let columns = |count: usize| repeated(count, |number| format!(", c{number} int UNIQUE"));
    let catalog = load(&format!("CREATE TABLE t (id int PRIMARY KEY{});", columns(1_599)));
    assert_eq!(catalog.table("t").map(|table| table.columns.len()), Some(1_600));
    let adding = repeated(1_600, |number| format!("ALTER TABLE t ADD c{number} int;"));
    load(&format!("CREATE TABLE t ();{adding}"));
    for sql in [
        format!("CREATE TABLE t (id int{});", columns(1_600)),
        format!("CREATE TABLE t (); {adding} ALTER TABLE t DROP c1;\nALTER TABLE t ADD last int;"),
    ] {
        let error = error(&sql);
        assert!(error.contains(": a table has at most 1600 columns"), "{error}");
    }
}

#[test]
fn chains_as_long_as_the_file() {
    let length = size(1_000, 20_000);
    let chain = |first: &str, next: &dyn Fn(usize) -> String| {
        format!("{first}\n{}", (1..length).map(|number| next(number) + ";\n").collect::<String>())
    };
    let before = |number: usize| number - 1;
    let views = chain("CREATE TABLE v0 (a int);", &|n| format!("CREATE VIEW v{n} AS SELECT a FROM v{}", before(n)));
    let children = chain("CREATE TABLE v0 (a int);", &|n| format!("CREATE TABLE v{n} () INHERITS (v{})", before(n)));
    let domains = chain("CREATE DOMAIN v0 AS int;", &|n| format!("CREATE DOMAIN v{n} AS v{}", before(n)));
    let composites = chain("CREATE TYPE v0 AS (a int);", &|n| format!("CREATE TYPE v{n} AS (a v{})", before(n)));
    for (chain, end) in [
        (&views, "DROP TABLE v0 CASCADE;"),
        (&children, "ALTER TABLE v0 ADD b text; ALTER TABLE v0 RENAME a TO c; DROP TABLE v0 CASCADE;"),
        (&domains, "DROP DOMAIN v0 CASCADE;"),
        (&composites, "DROP TYPE v0 CASCADE;"),
    ] {
        // What the engine has no stack for may be an error here as well, but no crash.
        let _ = Catalog::from_sql(Dialect::Postgres, "up.sql", &format!("{chain}{end}"));
    }
}

#[test]
fn routines_that_double_what_runs() {
    let twice = |body: &str, number: usize| {
        format!("CREATE FUNCTION f{number}() RETURNS void LANGUAGE plpgsql AS $$ BEGIN {body} {body} END $$;\n")
    };
    let doubling = |first: &str| {
        let more = (1..38).map(|number| twice(&format!("PERFORM f{}();", number - 1), number));
        twice(first, 0) + &more.collect::<String>() + "SELECT f37();"
    };
    let error = error(&doubling("CREATE TABLE IF NOT EXISTS t (id int);"));
    assert!(error.contains(": what runs here runs too much within itself to be followed"), "{error}");
    // What changes no table is not run.
    load(&doubling("PERFORM 1;"));
}

#[test]
fn twenty_thousand_files() {
    let count = size(1_000, 20_000);
    let files = |count: usize| {
        let folder = folder(&[]);
        for number in 0..count {
            let path = folder.path().join(format!("{number}_a.sql"));
            fs::write(path, format!("CREATE TABLE t{number} (a int);")).expect("writable");
        }
        folder
    };
    takes_time_in_proportion(count, files, |folder| {
        let catalog = Catalog::load(Dialect::Postgres, folder.path(), None);
        assert!(catalog.unwrap_or_else(|error| panic!("{error}")).tables().count() > 0);
    });
}

#[test]
fn files_that_change_after_they_were_listed() {
    let found = |change: &dyn Fn(&Path)| {
        let folder = folder(&[("1_a.sql", "CREATE TABLE a (id int);"), ("2_b.sql", "ALTER TABLE a ADD b text;")]);
        let mut migrator = Migrator::new(Dialect::Postgres, folder.path(), Some(folder.path())).expect("found");
        change(&folder.path().join("2_b.sql"));
        let migrations = migrator.migrations().to_vec();
        let done = migrations.iter().try_for_each(|migration| migrator.up(migration));
        done.map(|()| migrator.catalog().table("a").map_or(0, |table| table.columns.len()))
    };
    let message = |change: &dyn Fn(&Path)| found(change).expect_err("this is wrong").to_string();
    assert_eq!(message(&|path| fs::remove_file(path).expect("writable")), "2_b.sql: there is no such file");
    let folder_now = message(&|path| {
        fs::remove_file(path).expect("writable");
        fs::create_dir(path).expect("writable");
    });
    assert_eq!(folder_now, "2_b.sql: this is no file\nhelp: a migration is a file with SQL in it");
    // What is there when it is read counts, whatever was there when the folder was listed.
    assert_eq!(found(&|path| fs::write(path, "").expect("writable")), Ok(1));
    assert_eq!(found(&|path| fs::write(path, "ALTER TABLE a ADD b int, ADD c int;").expect("writable")), Ok(3));
}

#[test]
fn what_is_no_text() {
    let message = |bytes: &[u8]| {
        let folder = folder(&[]);
        fs::write(folder.path().join("1_a.sql"), bytes).expect("writable");
        Catalog::load(Dialect::Postgres, folder.path(), Some(folder.path())).expect_err("no text").to_string()
    };
    let utf8 = "help: save the file as UTF-8";
    assert_eq!(message(b"SELECT 1;\n-- caf\xe9\n"), format!("1_a.sql:2:7: this is not UTF-8\n{utf8}"));
    for bytes in [b"S\0E\0L\0".as_slice(), b"SELECT '\0';", b"-- \0\nSELECT 1;", b"\0", b"SELECT 1; \0 garbage"] {
        let error = message(bytes);
        assert!(error.contains(": there is a NUL byte here, which no SQL has\nhelp: "), "{error}");
    }
    let utf16 = [b"\xff\xfe".as_slice(), b"S\0"].concat();
    assert!(message(&utf16).starts_with("1_a.sql:1:1: this is not UTF-8"), "{}", message(&utf16));
}

#[test]
fn noise_is_an_error_and_no_crash() {
    let pieces = [
        "CREATE",
        "TABLE",
        "ALTER",
        "(",
        ")",
        ";",
        "'",
        "\"",
        "$$",
        "$a$",
        "/*",
        "*/",
        "--",
        "\n",
        "é",
        "\u{202e}",
        ",",
        ".",
        "..",
        "1e",
        "0x",
        "::",
        ":=",
        "[",
        "]",
        "\\",
        "\\.",
        "E'\\",
        "U&\"",
        "x",
        "INSERT",
        "DO",
        "BEGIN",
        "END",
        "COPY",
        "FROM",
        "stdin",
        "AS",
        "ENUM",
        "TYPE",
        "VIEW",
        "SELECT",
        "*",
        "\u{feff}",
        "-- schema: apply",
        "\t",
        "\r",
        "\u{0}",
    ];
    let mut number = 1_u64;
    for _ in 0..size(1_000, 100_000) {
        let mut text = String::new();
        for _ in 0..20 {
            number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            // The high bits are the random ones.
            let piece = pieces[(number >> 33) as usize % pieces.len()];
            let _ = write!(text, "{piece}{}", if number >> 63 == 0 { " " } else { "" });
        }
        for dialect in Dialect::ALL {
            let _ = Catalog::from_sql(dialect, "up.sql", text.as_str());
        }
    }
}

#[cfg(unix)]
#[test]
fn pipes_and_devices_are_no_migrations() {
    use std::os::unix::fs::symlink;
    let folder = folder(&[]);
    symlink("/dev/zero", folder.path().join("1_a.sql")).expect("a link");
    let load = |path: &Path| Catalog::load(Dialect::Postgres, path, None).expect_err("no file").to_string();
    assert!(load(folder.path()).ends_with("1_a.sql: this is no file\nhelp: a migration is a file with SQL in it"));
    assert!(load(Path::new("/dev/zero")).starts_with("/dev/zero: this is no file"));
    let pipe = folder.path().join("pipe.sql");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().is_ok_and(|status| status.success()));
    assert!(load(&pipe).contains("pipe.sql: this is no file"));
}
