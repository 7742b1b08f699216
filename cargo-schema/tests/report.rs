//! The page that `cargo schema report` writes, in a real browser.

#[path = "../../app/tests/commands/serve/page/browser.rs"]
mod browser;

use std::fs;
use std::path::{Path, PathBuf};

use browser::{Browser, Driver, ENTER, TAB};
use serde_json::Value;
use tempfile::TempDir;

/// What stands for the keys in texts that are typed.
const DOWN: char = '\u{e015}';
const ESCAPE: char = '\u{e00c}';

/// A bit of everything, and names that would be more than text.
const ODD: &str = r#"
CREATE TYPE "st</script>atus" AS ENUM ('open', '<b>"closed"</b>');
CREATE DOMAIN email AS text NOT NULL CHECK (VALUE LIKE '%@%');
CREATE TABLE "</script><script>window.broken = 1</script>" (id integer PRIMARY KEY, mail email DEFAULT '<i>x</i>');
CREATE TABLE "a"" onfocus=""window.broken = 1"" autofocus=""" (
    "<img src=x onerror='window.broken = 1'>" integer REFERENCES "</script><script>window.broken = 1</script>" (id),
    "{RLO}txet" "st</script>atus",
    "two
lines" numeric(10, 2),
    CHECK ("two
lines" > 0 AND '</pre><script>window.broken = 1</script>' <> '')
);
COMMENT ON TABLE "a"" onfocus=""window.broken = 1"" autofocus=""" IS '</p><script>window.broken = 1</script> --> ]]>';
COMMENT ON COLUMN "a"" onfocus=""window.broken = 1"" autofocus="""."{RLO}txet" IS '<svg onload="window.broken = 1">';
CREATE VIEW "v & w" AS SELECT id FROM "</script><script>window.broken = 1</script>";
"#;

/// A page as a file, which is there as long as its folder.
struct Page {
    _folder: TempDir,
    file: PathBuf,
}

impl Page {
    fn of(migrations: &Path) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("new/schema.html");
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let path = |path: &Path| path.to_str().expect("a path in UTF-8").to_owned();
        let (migrations, output) = (path(migrations), path(&file));
        let arguments = ["cargo-schema", "report", "--html", "--migrations", &migrations, "--output", &output];
        let code = cargo_schema::run(arguments, &mut out, &mut err);
        assert_eq!((code, String::from_utf8_lossy(&err).as_ref()), (0, ""));
        assert_eq!(String::from_utf8_lossy(&out), format!("wrote {output}\n"));
        let beside = fs::read_dir(file.parent().expect("a folder")).expect("readable").count();
        assert_eq!(beside, 1, "nothing temporary is left");
        Self { _folder: folder, file }
    }

    fn of_application() -> Self {
        Self::of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations/postgres"))
    }

    fn of_sql(sql: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("up.sql");
        fs::write(&file, sql.replace("{RLO}", "\u{202e}")).expect("writable");
        Self::of(&file)
    }

    fn text(&self) -> String {
        fs::read_to_string(&self.file).expect("readable")
    }

    #[track_caller]
    fn open(&self, browser: &Browser<'_>) {
        browser.open(&format!("file://{}", self.file.display()));
    }
}

/// What some people could not use of the page that is shown, or what it asked for from elsewhere.
#[track_caller]
fn issues(browser: &Browser<'_>) -> Vec<String> {
    let script = include_str!("../../app/tests/commands/serve/page/accessible.js");
    let found: Vec<String> = serde_json::from_value(browser.run(script)).expect("they are texts");
    let asked = browser.run("return performance.getEntriesByType('resource').map((entry) => entry.name)");
    let asked: Vec<String> = serde_json::from_value(asked).expect("they are texts");
    // It has one script, its own.
    found.into_iter().filter(|issue| issue != "1 of script, not 0").chain(asked).chain(browser.complaints()).collect()
}

#[test]
fn everything_is_found_by_the_keyboard() {
    let page = Page::of_application();
    let driver = Driver::start();
    let browser = driver.browser(&["--window-size=1400,1000"]);
    page.open(&browser);
    assert_eq!(issues(&browser), [""; 0]);
    let text = |selector: &str| browser.text(&browser.one(selector));
    let hash = || browser.run("return location.hash");
    let focus = || browser.run("return document.activeElement.id");
    assert_eq!(browser.all("main section.table").len(), 47);
    assert_eq!(browser.all("#canvas .edge").len(), 110);

    // The first thing that the keyboard reaches leads past the list of tables.
    browser.write(&browser.one("body"), &TAB.to_string());
    assert_eq!(browser.text(&browser.focused()), "Skip to the content");
    browser.write(&browser.focused(), &ENTER.to_string());
    assert_eq!(focus(), "main");

    browser.write(&browser.one("body"), "/");
    assert_eq!(focus(), "search");
    browser.write(&browser.focused(), "group_members");
    let options = || browser.all("#found [role=option]").len();
    assert_eq!(text("#found [aria-selected=true]"), "group_members");
    assert_eq!(options(), 24, "the table and its columns");
    assert_eq!(text("#count"), "24 found");
    assert_eq!(issues(&browser), [""; 0]);
    browser.write(&browser.focused(), &format!("{DOWN}{DOWN}"));
    assert_eq!(text("#found [aria-selected=true] span"), "INTEGER");
    browser.write(&browser.focused(), &ENTER.to_string());
    assert_eq!(hash(), "#table-group_members-column-2");
    assert_eq!(focus(), "table-group_members-column-2");
    assert!(text("#table-group_members-column-2").starts_with("group_id"));

    // Words in any order; what is found of nothing is said; Escape gives up the words, then the search.
    browser.write(&browser.one("body"), "/");
    browser.write(&browser.focused(), "code savings_groups");
    assert_eq!(text("#found [aria-selected=true]"), "savings_groups.group_codeVARCHAR(50)");
    browser.write(&browser.focused(), "zzz");
    assert_eq!(text("#count"), "Nothing is found");
    browser.write(&browser.focused(), &ESCAPE.to_string());
    assert_eq!((focus(), browser.run("return document.activeElement.value")), ("search".into(), "".into()));
    browser.write(&browser.focused(), &ESCAPE.to_string());
    assert_eq!(focus(), "main");

    // The picture is made larger and whole again.
    let width = || browser.run("return document.querySelector('#canvas svg').clientWidth").as_i64();
    let whole = width();
    browser.write(&browser.one("#canvas"), "+");
    assert!(width() > whole);
    browser.write(&browser.one("#canvas"), "0");
    assert_eq!(width(), whole);
    assert_eq!(issues(&browser), [""; 0]);

    // Each thing that can be done is reached by Tab, and where that leads nowhere no one is kept.
    let reach = "const seen = [...document.querySelectorAll('a[href], button, input, summary, [tabindex=\"0\"]')]
        .filter((element) => !element.hidden && element.tabIndex < 0 && !element.closest('svg'));
        return seen.map((element) => element.outerHTML)";
    assert_eq!(browser.run(reach), Value::Array(Vec::new()));
}

#[test]
fn it_is_as_legible_in_the_dark_on_a_phone_and_without_its_script() {
    let (page, odd) = (Page::of_application(), Page::of_sql(ODD));
    let driver = Driver::start();
    for (options, is_dark) in [
        (["--blink-settings=preferredColorScheme=0", "--window-size=1200,900"], true),
        (["--hide-scrollbars", "--window-size=500,900"], false),
    ] {
        let browser = driver.browser(&options);
        for page in [&page, &odd] {
            page.open(&browser);
            assert_eq!(browser.run("return matchMedia('(prefers-color-scheme: dark)').matches"), Value::Bool(is_dark));
            browser.run("document.querySelectorAll('details').forEach((details) => { details.open = true; })");
            assert_eq!(issues(&browser), [""; 0], "{options:?}");
        }
    }
    // A policy without the script's hash is the same as no script at all.
    let text = page.text();
    let (before, rest) = text.split_once("script-src ").expect("it has a policy");
    let (_, after) = rest.split_once(';').expect("it goes on");
    let still = page.file.with_file_name("still.html");
    fs::write(&still, format!("{before}script-src 'none';{after}")).expect("writable");
    let browser = driver.browser(&["--window-size=1200,900"]);
    browser.open(&format!("file://{}", still.display()));
    let complaints = browser.complaints();
    assert!(complaints.len() == 1 && complaints[0].contains("script-src 'none'"), "{complaints:?}");
    assert_eq!(browser.run("return getComputedStyle(document.getElementById('searching')).display"), "none");
    assert_eq!(browser.run("return getComputedStyle(document.getElementById('moving')).display"), "none");
    assert_eq!(browser.all("main section.table").len(), 47);
    browser.run("location.hash = 'table-users'");
    assert!(browser.text(&browser.one("#table-users")).contains("password_hash"));
}

/// What a name says is text, whatever it looks like.
#[test]
fn nothing_is_taken_for_what_it_is_not() {
    let page = Page::of_sql(ODD);
    assert!(!page.text().contains('\u{202e}'));
    let driver = Driver::start();
    let browser = driver.browser(&["--window-size=1200,900"]);
    page.open(&browser);
    assert_eq!(issues(&browser), [""; 0]);
    let broken =
        || browser.run("return [window.broken === undefined, document.scripts.length, document.images.length]");
    let whole: Value = serde_json::json!([true, 1, 0]);
    assert_eq!(broken(), whole);
    let names = browser
        .run("return [...document.querySelectorAll('section.table h3')].map((title) => title.firstChild.data.trim())");
    assert_eq!(
        names,
        serde_json::json!([
            "</script><script>window.broken = 1</script>",
            "a\" onfocus=\"window.broken = 1\" autofocus=\"",
            "email",
            "st</script>atus",
            "v & w",
        ])
    );
    // The search shows names as well.
    browser.write(&browser.one("body"), "/");
    browser.write(&browser.focused(), "<img");
    let found = browser.text(&browser.one("#found [aria-selected=true]"));
    assert!(found.contains(".<img src=x onerror='window.broken = 1'>"), "{found}");
    browser.write(&browser.focused(), &ENTER.to_string());
    assert_eq!(broken(), whole);
    assert_eq!(issues(&browser), [""; 0]);
}
