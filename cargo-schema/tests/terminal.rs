//! What errors and warnings look like on a terminal.

use std::fs;

use cargo_schema::{Style, run_in_style};

/// What is said of a migration of this text, as `up.sql` in a folder that is not shown.
fn said(text: &str, style: Style) -> String {
    said_by(&["print"], text, style)
}

/// What a command says of such a migration.
fn said_by(command: &[&str], text: &str, style: Style) -> String {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("up.sql");
    fs::write(&file, text).expect("writable");
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let arguments = ["cargo-schema"].iter().chain(command).chain(&["--migrations"]).map(AsRef::as_ref);
    run_in_style(arguments.chain([file.as_os_str()]), &mut out, &mut err, style);
    let said = String::from_utf8(err).expect("what is printed is UTF-8");
    said.replace(&format!("{}/", folder.path().display()), "")
}

/// A file of migrations with a table.
fn users() -> String {
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("users.sql");
    fs::write(&file, "CREATE TABLE users (id int PRIMARY KEY)").expect("writable");
    file.to_string_lossy().into_owned()
}

fn drawn(text: &str) -> String {
    said(text, Style::Drawn { colours: false, width: 100 })
}

#[test]
fn lines_are_shown_with_their_places_marked_notes_before_help() {
    assert_eq!(
        drawn("CREATE TABLE a (id int, b text);\nALTER TABLE a DROP COLUMN b;\n\nCREATE INDEX i ON a (b);\n"),
        "\
error: table `a` has no column `b`
 --> up.sql:4:22
  |
4 | CREATE INDEX i ON a (b);
  |                      ^
  |
note: it was dropped
 --> up.sql:2:15
  |
2 | ALTER TABLE a DROP COLUMN b;
  |               ----
"
    );
    assert_eq!(
        drawn("CREATE TABLE a (id int);\nCREATE TABLE b (id inet4);\n"),
        "\
error: there is no type `inet4`
 --> up.sql:2:20
  |
2 | CREATE TABLE b (id inet4);
  |                    ^^^^^
  |
help: did you mean `int4`?
"
    );
}

#[test]
fn warnings_are_drawn_as_well() {
    let said = drawn("CREATE TABLE \"a b\" (id int);");
    assert!(
        said.starts_with(
            "warning: the table `a b` is left out: Diesel needs a primary key, and it has none\n --> up.sql:1:14\n  \
             |\n1 | CREATE TABLE \"a b\" (id int);\n  |              ^^^^^\n"
        ),
        "{said}"
    );
}

#[test]
fn tabs_wide_characters_and_ends_of_lines_keep_the_mark_in_its_place() {
    // A wide character takes two columns of the terminal.
    let said = drawn("\u{feff}-- x\r\n/* 表 */\tDROP TABLE \"none\";\r\n");
    assert_eq!(
        said.lines().take(5).collect::<Vec<_>>(),
        [
            "error: there is no table `none`",
            " --> up.sql:2:20",
            "  |",
            "2 | /* 表 */    DROP TABLE \"none\";",
            "  |                        ^^^^^^",
        ]
    );
    let end = drawn("CREATE TABLE a (\n    id int");
    assert!(end.contains("\n2 |     id int\n  |           ^\n"), "{end}");
}

#[test]
fn of_a_long_line_the_place_is_shown() {
    let said = drawn(&format!("{}DROP TABLE none;{}", "SELECT 1; ".repeat(500), " SELECT 2;".repeat(500)));
    assert!(said.starts_with("error: there is no table `none`\n --> up.sql:1:5012\n"), "{said}");
    assert!(said.contains("DROP TABLE none;"), "{said}");
    assert!(said.lines().all(|line| line.chars().count() <= 110), "{said}");
}

#[test]
fn nothing_in_the_sql_commands_the_terminal() {
    let said = drawn(
        "CREATE TABLE a (id int);\nALTER TABLE a DROP \"\u{1b}[31m\u{202e}x\u{7}\"; -- \u{1b}]0;title\u{7}\u{2066}",
    );
    assert!(said.starts_with("error: table `a` has no column "), "{said}");
    assert!(!said.contains(['\u{1b}', '\u{202e}', '\u{7}', '\u{2066}']), "{said:?}");
}

#[test]
fn colours_are_used_only_where_they_are_wanted() {
    let text = "DROP TABLE none;";
    assert!(said(text, Style::Drawn { colours: true, width: 100 }).contains("\u{1b}["));
    assert!(!said(text, Style::Drawn { colours: false, width: 100 }).contains('\u{1b}'));
    assert_eq!(said(text, Style::Plain), "error: up.sql:1:12: there is no table `none`\n");
}

#[test]
fn whatever_is_wrong_is_drawn_alike() {
    let said = |style| {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        run_in_style(["cargo-schema", "explain", "usrs", "--migrations", &users()], &mut out, &mut err, style);
        String::from_utf8(err).expect("what is printed is UTF-8")
    };
    let plain = said(Style::Plain);
    assert_eq!(plain, "error: the migrations make no table `usrs`\nhelp: did you mean `users`?\n");
    let coloured = said(Style::Drawn { colours: true, width: 100 });
    assert!(
        coloured.contains("\u{1b}[1m\u{1b}[91merror\u{1b}[0m\u{1b}[1m: the migrations make no table"),
        "{coloured:?}"
    );
    assert!(coloured.contains("\u{1b}[96mhelp\u{1b}[0m: did you mean"), "{coloured:?}");
}

#[test]
fn headings_stand_out_in_colours_only() {
    let told = |style| {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        run_in_style(["cargo-schema", "explain", "users", "--migrations", &users()], &mut out, &mut err, style);
        String::from_utf8(out).expect("what is printed is UTF-8")
    };
    let coloured = told(Style::Drawn { colours: true, width: 100 });
    assert!(coloured.starts_with("\u{1b}[1mtable users\u{1b}[0m\n\n\u{1b}[1mColumns\u{1b}[0m\n  id"), "{coloured:?}");
    assert_eq!(told(Style::Plain), coloured.replace("\u{1b}[1m", "").replace("\u{1b}[0m", ""));
}

#[test]
fn wrong_arguments_are_told_in_colours_on_a_terminal() {
    let said = |style| {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        run_in_style(["cargo-schema", "chek"], &mut out, &mut err, style);
        String::from_utf8(err).expect("what is printed is UTF-8")
    };
    assert!(said(Style::Drawn { colours: true, width: 100 }).contains("\u{1b}["));
    assert!(!said(Style::Plain).contains('\u{1b}'));
    assert!(!said(Style::Drawn { colours: false, width: 100 }).contains('\u{1b}'));
}

#[test]
fn the_option_goes_before_what_the_terminal_is() {
    let text = "DROP TABLE none;";
    let by = |when, style| said_by(&["print", "--color", when], text, style);
    assert!(by("always", Style::Plain).contains("\u{1b}["));
    assert_eq!(by("never", Style::Drawn { colours: true, width: 100 }), drawn(text));
    assert_eq!(by("auto", Style::Plain), said(text, Style::Plain));
}

#[test]
fn every_command_draws_what_is_wrong_with_the_migrations() {
    let text = "DROP TABLE none;";
    let database = tempfile::NamedTempFile::new().expect("a temporary file");
    let url = format!("sqlite://{}", database.path().display());
    let style = Style::Drawn { colours: false, width: 100 };
    assert_eq!(said_by(&["validate", "--database-url", &url], text, style), drawn(text));
}
