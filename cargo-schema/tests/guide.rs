//! The guide does what it says: the files of a chapter are written, its commands are run, and they print what it shows.
//!
//! A block whose first line is a comment with a path is that file. A block `console` holds commands, each after `$ `, and
//! what they print; a line `...` stands for any number of lines, `[..]` for the rest of one. Blocks in HTML comments count
//! as well. Every chapter has a folder of its own and begins with nothing.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use libtest_mimic::{Arguments, Failed, Trial};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use snapbox::filter::{Filter, FilterNewlines, NormalizeToExpected};
use snapbox::{Data, IntoData, Redactions};

fn main() {
    // One at a time: all share a folder to build in, and cargo says so where it has to wait.
    let arguments = Arguments { test_threads: Some(1), ..Arguments::from_args() };
    let folder = repository().join("docs/src");
    let summary = fs::read_to_string(folder.join("SUMMARY.md")).expect("the guide has a summary");
    let names = links(&summary);
    let mut trials: Vec<Trial> = names
        .iter()
        .map(|name| {
            let page = folder.join(name);
            Trial::test(name, move || Chapter::new(&page)?.run())
        })
        .collect();
    trials.push(Trial::test("every_page_is_in_the_summary", move || every_page_is_in_the_summary(&folder, &names)));
    libtest_mimic::run(&arguments, trials).exit();
}

fn every_page_is_in_the_summary(folder: &Path, names: &[String]) -> Result<(), Failed> {
    for page in fs::read_dir(folder)? {
        let name = page?.file_name().to_string_lossy().into_owned();
        if name != "SUMMARY.md" && !names.contains(&name) {
            return Err(format!("{name} is not in it").into());
        }
    }
    Ok(())
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the repository is there")
}

/// A page, and the folder in which what it says is done.
struct Chapter {
    page: PathBuf,
    text: String,
    folder: tempfile::TempDir,
    /// Where its commands run, after those that change that.
    current: PathBuf,
}

impl Chapter {
    fn new(page: &Path) -> Result<Self, Failed> {
        let text = fs::read_to_string(page).map_err(|error| format!("{}: {error}", page.display()))?;
        // Not below the repository, whose schema.toml would count.
        let folder = tempfile::tempdir()?;
        let repository = repository();
        // What the page takes from crates.io comes from here, and the rest in the versions that are here.
        let patch = format!("[patch.crates-io]\nschema-macro.path = {:?}\n", repository.join("schema-macro"));
        fs::create_dir_all(folder.path().join(".cargo"))?;
        fs::write(folder.path().join(".cargo/config.toml"), patch)?;
        // Only asked where the client libraries of databases are, which `cargo check` does not link.
        fs::create_dir_all(folder.path().join("lib"))?;
        let current = folder.path().to_owned();
        Ok(Self { page: page.to_owned(), text, folder, current })
    }

    fn run(&mut self) -> Result<(), Failed> {
        self.links_lead_somewhere()?;
        for block in blocks(&self.text) {
            let done = if block.language == "console" { self.console(&block) } else { self.file(&block) };
            done.map_err(|error| format!("{}:{}: {}", self.page.display(), block.line, error.message().unwrap_or("")))?;
        }
        Ok(())
    }

    /// The book has the pages of the guide, and nothing beside them.
    fn links_lead_somewhere(&self) -> Result<(), Failed> {
        let folder = self.page.parent().unwrap_or(Path::new(""));
        let leads = |link: &String| {
            let (page, place) = link.split_once('#').unwrap_or((link, ""));
            let page = if page.is_empty() { self.page.clone() } else { folder.join(page) };
            let text = fs::read_to_string(&page).unwrap_or_default();
            page.parent() == Some(folder) && page.exists() && (place.is_empty() || places(&text).contains(place))
        };
        let missing: Vec<String> = links(&self.text).into_iter().filter(|link| !leads(link)).collect();
        if missing.is_empty() { Ok(()) } else { Err(format!("links to nowhere: {}", missing.join(", ")).into()) }
    }

    fn file(&mut self, block: &Block) -> Result<(), Failed> {
        let path = block.file().ok_or("begins with no comment that names its file")?;
        let path = self.current.join(path);
        fs::create_dir_all(path.parent().ok_or("a file is in a folder")?)?;
        fs::write(&path, &block.text)?;
        let lock = self.current.join("Cargo.lock");
        if path.ends_with("Cargo.toml") && !lock.exists() {
            fs::copy(repository().join("Cargo.lock"), lock)?;
        }
        Ok(())
    }

    fn console(&mut self, block: &Block) -> Result<(), Failed> {
        let (before, commands) = block.text.split_once("$ ").ok_or("has no command")?;
        if !before.is_empty() {
            return Err("prints something before its first command".into());
        }
        for command in commands.split("\n$ ") {
            let (command, expected) = command.split_once('\n').unwrap_or((command, ""));
            if let Some(folder) = command.strip_prefix("cd ") {
                self.current.push(folder);
            } else {
                let printed = self.printed(command)?;
                compare(&printed, expected).map_err(|difference| format!("`{command}`\n{difference}"))?;
            }
        }
        Ok(())
    }

    /// What a command prints, errors among it, in their order.
    fn printed(&self, command: &str) -> Result<String, Failed> {
        let program = Path::new(env!("CARGO_BIN_EXE_cargo-schema")).parent().ok_or("a program is in a folder")?;
        let mut path = OsString::from(program);
        path.push(":");
        path.push(env::var_os("PATH").unwrap_or_default());
        let output = Command::new("sh")
            .args(["-c", &format!("{command} 2>&1")])
            .current_dir(&self.current)
            .env("PATH", path)
            .env("CARGO_NET_OFFLINE", "true")
            .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("guide"))
            .env("CARGO_TERM_COLOR", "never")
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("PQ_LIB_DIR", self.folder.path().join("lib"))
            .env("SQLITE3_LIB_DIR", self.folder.path().join("lib"))
            .env("MYSQLCLIENT_LIB_DIR", self.folder.path().join("lib"))
            .env_remove("SCHEMA_TOML")
            .env_remove("DATABASE_URL")
            .env_remove("RUST_BACKTRACE")
            .output()?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}

/// Whether what was printed is what the page shows, and else how they differ.
fn compare(printed: &str, expected: &str) -> Result<(), String> {
    let trimmed = |text: &str| text.lines().map(|line| line.trim_end().to_owned() + "\n").collect::<String>();
    let (printed, expected) = (trimmed(printed.trim()), trimmed(expected.trim()));
    let expected = FilterNewlines.filter(expected.into_data());
    let redactions = Redactions::new();
    let printed = NormalizeToExpected::new().redact_with(&redactions).normalize(printed.into_data(), &expected);
    if printed == expected { Ok(()) } else { Err(difference(&expected, &printed)) }
}

fn difference(expected: &Data, printed: &Data) -> String {
    let mut text = String::new();
    let palette = snapbox::report::Palette::plain();
    match snapbox::report::write_diff(&mut text, expected, printed, Some(&"the page"), Some(&"printed"), palette) {
        Ok(()) => text,
        Err(error) => error.to_string(),
    }
}

/// A block of code, and the line of the page on which it begins.
struct Block {
    language: String,
    text: String,
    line: usize,
}

impl Block {
    /// The file that it is, which the comment in its first line tells.
    fn file(&self) -> Option<&str> {
        let line = self.text.lines().next()?;
        let path = ["// ", "# ", "-- "].iter().find_map(|comment| line.strip_prefix(comment))?;
        path.contains('.').then_some(path).filter(|path| !path.contains(' '))
    }
}

fn blocks(text: &str) -> Vec<Block> {
    let mut found = Vec::new();
    let mut open: Option<Block> = None;
    for (event, range) in Parser::new_ext(text, Options::empty()).into_offset_iter() {
        let line = text[..range.start].lines().count() + 1;
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                open = Some(Block { language: language.into_string(), text: String::new(), line });
            }
            Event::Text(code) if open.is_some() => open.iter_mut().for_each(|block| block.text.push_str(&code)),
            Event::End(TagEnd::CodeBlock) => found.extend(open.take()),
            Event::Start(Tag::HtmlBlock) => {
                let html = text[range].trim().strip_prefix("<!--").and_then(|html| html.strip_suffix("-->"));
                found.extend(html.into_iter().flat_map(blocks).map(|block| Block { line: line + block.line, ..block }));
            }
            _ => {}
        }
    }
    found
}

/// What a page links to within the guide.
fn links(text: &str) -> Vec<String> {
    let target = |event| match event {
        Event::Start(Tag::Link { dest_url, .. }) if !dest_url.contains(':') => Some(dest_url.into_string()),
        _ => None,
    };
    Parser::new_ext(text, Options::empty()).filter_map(target).collect()
}

/// The places in a page that can be linked to: its headings, as mdBook names them.
fn places(text: &str) -> BTreeSet<String> {
    let headings = text.lines().filter_map(|line| line.strip_prefix('#'));
    let name = |heading: &str| {
        let named = |c: char| match c {
            ' ' => Some('-'),
            c => (c.is_alphanumeric() || "-_".contains(c)).then(|| c.to_ascii_lowercase()),
        };
        heading.trim_start_matches('#').trim().chars().filter_map(named).collect()
    };
    headings.map(name).collect()
}
