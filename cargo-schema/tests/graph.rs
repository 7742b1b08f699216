//! What `cargo schema graph` draws: small cases as files, and what must be so of any.
//!
//! Each `.sql` in `graph` has its pictures beside it. `SCHEMA_TEST_OVERWRITE=1 cargo test --test graph` writes those; look at
//! them. Mermaid and Graphviz themselves are not asked.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use roxmltree::{Document, Node};

/// The forms, and how their files end.
const FORMATS: [(&str, &str); 3] = [("svg", "svg"), ("mermaid", "mmd"), ("dot", "dot")];

/// What the command prints of these migrations, which all is well with.
fn drawn(migrations: &Path, format: &str, tables: &[&str]) -> String {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let migrations = migrations.to_str().expect("a path in UTF-8");
    let arguments = ["cargo-schema", "graph", "--migrations", migrations, "--format", format];
    let code = cargo_schema::run(arguments.iter().chain(tables), &mut out, &mut err);
    assert_eq!((code, String::from_utf8_lossy(&err).as_ref()), (0, ""));
    String::from_utf8(out).expect("what is printed is UTF-8")
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/graph");
    let files = fs::read_dir(folder).expect("the folder of cases").map(|entry| entry.expect("readable").path());
    let mut cases: Vec<PathBuf> = files.filter(|file| file.extension().is_some_and(|end| end == "sql")).collect();
    cases.sort();
    cases
}

#[test]
fn every_case_is_drawn_as_it_is_kept() {
    let mut wrong = Vec::new();
    for file in cases() {
        for (format, end) in FORMATS {
            let printed = drawn(&file, format, &[]);
            let kept = file.with_extension(end);
            if std::env::var_os("SCHEMA_TEST_OVERWRITE").is_some() {
                fs::write(&kept, printed).expect("writable");
            } else if fs::read_to_string(&kept).unwrap_or_default() != printed {
                wrong.push(format!("{}:\n{printed}", kept.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "these are drawn otherwise than they are kept:\n\n{}", wrong.join("\n"));
}

/// The texts of an SVG, by their class.
fn texts(svg: &str, class: &str) -> Vec<String> {
    let document = Document::parse(svg).expect("SVG is XML");
    let has_class = |node: &Node<'_, '_>| {
        node.tag_name().name() == "text"
            && node.attribute("class").is_some_and(|classes| classes.split(' ').any(|one| one == class))
    };
    document.descendants().filter(has_class).map(|node| node.text().unwrap_or_default().to_owned()).collect()
}

#[test]
fn tables_that_are_named_are_drawn_with_their_neighbours() {
    let shop = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/graph/shop.sql");
    let svg = drawn(&shop, "svg", &["orders"]);
    assert_eq!(texts(&svg, "name"), ["customers", "orders", "products"]);
    assert_eq!(texts(&svg, "type").len(), 5, "only its own columns are drawn");
    let mermaid = drawn(&shop, "mermaid", &["addresses"]);
    assert!(mermaid.contains("\n    customers\n") && mermaid.contains("customers ||--o| addresses"), "{mermaid}");
}

#[test]
fn a_table_that_is_not_there_is_an_error_with_a_way_out() {
    let shop = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/graph/shop.sql");
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let shop = shop.to_str().expect("a path in UTF-8");
    let code = cargo_schema::run(["cargo-schema", "graph", "--migrations", shop, "oders"], &mut out, &mut err);
    let said = String::from_utf8(err).expect("UTF-8");
    assert_eq!(said, "error: the migrations make no table `oders`\nhelp: did you mean `orders`?\n");
    assert_eq!((code, out.len()), (2, 0));
}

/// A name as PostgreSQL takes it between quotes.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Whatever a name is, the picture has the same parts as with plain names, and the name is text in it.
#[test]
fn a_name_is_never_more_than_text() {
    let signs = prop_oneof![
        Just("\""),
        Just("'"),
        Just("<"),
        Just(">"),
        Just("&"),
        Just("\\"),
        Just("\n"),
        Just("]]>"),
        Just("--"),
        Just("-->"),
        Just("</svg>"),
        Just("</script>"),
        Just("{"),
        Just("}"),
        Just("[\""),
        Just("%%"),
        Just(";"),
        Just("\u{202e}"),
        Just("\u{1}"),
        Just("\u{2028}"),
        Just("\r"),
        Just("&#10;"),
        Just("表"),
        Just("a"),
        Just(" "),
        Just("end"),
        Just("|"),
    ];
    let name = proptest::collection::vec(signs, 1..6).prop_map(|parts| format!("x{}", parts.concat()));
    let names = (name.clone(), name.clone(), name);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("up.sql");
    let sql = |parent: &str, key: &str, child: &str| {
        let (parent, key, child) = (quoted(&format!("p{parent}")), quoted(key), quoted(&format!("c{child}")));
        format!(
            "CREATE TABLE {parent} ({key} integer PRIMARY KEY); CREATE TABLE {child} (id integer REFERENCES {parent}, {key} text);"
        )
    };
    let parts = |text: &str| {
        let document = Document::parse(text).expect("SVG is XML");
        document
            .descendants()
            .filter(Node::is_element)
            .map(|node| node.tag_name().name().to_owned())
            .collect::<Vec<_>>()
    };
    let draw = |parent: &str, key: &str, child: &str| {
        fs::write(&file, sql(parent, key, child)).expect("writable");
        FORMATS.map(|(format, _)| drawn(&file, format, &[]))
    };
    let plain = draw("x", "x", "x");
    let mut runner = TestRunner::new(Config { cases: 200, failure_persistence: None, ..Config::default() });
    let outcome = runner.run(&names, |(parent, key, child)| {
        let [svg, mermaid, dot] = draw(&parent, &key, &child);
        prop_assert_eq!(parts(&svg), parts(&plain[0]));
        for (text, plain) in [(&mermaid, &plain[1]), (&dot, &plain[2])] {
            prop_assert_eq!(text.lines().count(), plain.lines().count(), "{}", text);
            let is_harmful = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202e}' | '\u{2028}');
            prop_assert!(!text.contains(is_harmful), "{}", text);
        }
        // Between quotes there is nothing that ends them, so each line has as many as with plain names.
        for line in mermaid.lines().filter(|line| line.contains('"')) {
            prop_assert_eq!(line.matches('"').count(), 2, "{}", line);
        }
        // Without what is escaped, each line has the same signs between its labels.
        let bare = |text: &str| text.replace("\\\\", "").replace("\\\"", "").matches(['"', '<', '>']).count();
        prop_assert_eq!(bare(&dot), bare(&plain[2]), "{}", dot);
        Ok(())
    });
    outcome.expect("no name is more than text");
}

/// The application's tables are the largest picture that is looked at: all of it is there.
#[test]
fn the_application_is_drawn_whole() {
    let migrations = Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations/postgres");
    let svg = drawn(&migrations, "svg", &[]);
    assert_eq!(texts(&svg, "name").len(), 47);
    assert_eq!(svg.matches("class=\"edge\"").count(), 110);
    assert_eq!(svg, drawn(&migrations, "svg", &[]), "it is the same each time");
}
