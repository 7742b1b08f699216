//! Virtual tables of modules that come with the engine, and functions that stand where tables do.

use super::database::fold;

/// A column: its name, its type, and whether `*` leaves it out.
type ModuleColumn = (&'static str, &'static str, bool);

/// <https://www.sqlite.org/json1.html#jeach>
const JSON_EACH: &[ModuleColumn] = &[
    ("key", "", false),
    ("value", "", false),
    ("type", "", false),
    ("atom", "", false),
    ("id", "", false),
    ("parent", "", false),
    ("fullkey", "", false),
    ("path", "", false),
    ("json", "", true),
    ("root", "", true),
];

/// Whether a function of this name can stand where a table does.
pub(super) fn is_table_function(folded: &str) -> bool {
    folded.starts_with("json_each") || folded.starts_with("json_tree") || folded.starts_with("pragma_")
}

/// The columns of a function that stands where a table does, if they are known.
pub(super) fn function_columns(folded: &str) -> Option<&'static [ModuleColumn]> {
    matches!(folded, "json_each" | "json_tree" | "jsonb_each" | "jsonb_tree").then_some(JSON_EACH)
}

/// A module's table: its columns with their types and whether they are hidden, and the tables that it keeps its data in, by
/// the endings of their names, with what stands behind those in a definition.
pub(super) struct Module {
    pub(super) columns: Vec<(String, String, bool)>,
    pub(super) shadows: Vec<(&'static str, String)>,
}

/// What `CREATE VIRTUAL TABLE name USING module(…)` makes, where the module is known.
pub(super) fn module(table: &str, module: &str, arguments: &[String]) -> Option<Module> {
    let arguments = Arguments(arguments);
    match fold(module).as_str() {
        "fts5" => Some(fts5(table, &arguments)),
        "fts4" => fts4(table, &arguments, true),
        "fts3" => fts4(table, &arguments, false),
        "rtree" | "rtree_i32" => Some(rtree(&arguments)),
        _ => None,
    }
}

/// What stands in the parentheses behind a module's name.
struct Arguments<'a>(&'a [String]);

impl Arguments<'_> {
    /// Those that are no options, each by its first word.
    fn columns(&self) -> Vec<String> {
        let named = self.0.iter().filter(|argument| !argument.trim().is_empty() && !is_option(argument));
        named.map(|argument| first_word(argument)).collect()
    }

    /// The value of an option, without quotes.
    fn option(&self, name: &str) -> Option<String> {
        self.0.iter().filter(|argument| is_option(argument)).find_map(|argument| {
            let (key, value) = argument.split_once('=')?;
            key.trim().eq_ignore_ascii_case(name).then(|| value.trim().trim_matches(['"', '\'']).to_owned())
        })
    }

    /// Whether an option is set to this number.
    fn is_set(&self, name: &str, to: &str) -> bool {
        self.option(name).is_some_and(|value| value == to)
    }
}

/// The first word of an argument, without quotes.
fn first_word(argument: &str) -> String {
    let trimmed = argument.trim();
    let quote = trimmed.chars().next().unwrap_or(' ');
    let close = match quote {
        '"' | '\'' | '`' => quote,
        '[' => ']',
        _ => return trimmed.split(|c: char| c.is_whitespace() || c == '=').next().unwrap_or_default().to_owned(),
    };
    trimmed[1..].split(close).next().unwrap_or_default().to_owned()
}

/// Whether an argument says `name = value`.
fn is_option(argument: &str) -> bool {
    let trimmed = argument.trim();
    let rest = trimmed.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '_');
    rest.len() < trimmed.len() && rest.trim_start().starts_with('=')
}

fn hidden(name: &str) -> (String, String, bool) {
    (name.to_owned(), String::new(), true)
}

fn shown(name: String) -> (String, String, bool) {
    (name, String::new(), false)
}

/// <https://www.sqlite.org/fts5.html>, of its tables: <https://www.sqlite.org/fts5.html#fts5_data_structures>.
fn fts5(table: &str, arguments: &Arguments<'_>) -> Module {
    let names = arguments.columns();
    let mut shadows = vec![
        ("_data", "(id INTEGER PRIMARY KEY, block BLOB)".to_owned()),
        ("_idx", "(segid, term, pgno, PRIMARY KEY (segid, term)) WITHOUT ROWID".to_owned()),
    ];
    if arguments.option("content").is_none() {
        let columns: String = (0..names.len()).map(|at| format!(", c{at}")).collect();
        let locales: String = if arguments.is_set("locale", "1") {
            (0..names.len()).map(|at| format!(", l{at}")).collect()
        } else {
            String::new()
        };
        shadows.push(("_content", format!("(id INTEGER PRIMARY KEY{columns}{locales})")));
    }
    if !arguments.is_set("columnsize", "0") {
        let origin = if arguments.is_set("contentless_delete", "1") { ", origin INTEGER" } else { "" };
        shadows.push(("_docsize", format!("(id INTEGER PRIMARY KEY, sz BLOB{origin})")));
    }
    shadows.push(("_config", "(k PRIMARY KEY, v) WITHOUT ROWID".to_owned()));
    let columns = names.into_iter().map(shown).chain([hidden(table), hidden("rank")]);
    Module { columns: columns.collect(), shadows }
}

/// <https://www.sqlite.org/fts3.html>, of its tables: <https://www.sqlite.org/fts3.html#shadowtabs>.
fn fts4(table: &str, arguments: &Arguments<'_>, fourth: bool) -> Option<Module> {
    let mut names = arguments.columns();
    names.retain(|name| !name.eq_ignore_ascii_case("tokenize"));
    let content = arguments.option("content");
    if names.is_empty() {
        // Its columns are those of the table that has its content.
        if content.is_some_and(|content| !content.is_empty()) {
            return None;
        }
        names.push("content".to_owned());
    }
    let language = arguments.option("languageid");
    let mut shadows = Vec::new();
    if arguments.option("content").is_none() {
        let quoted = |(at, name): (usize, &String)| format!(", \"c{at}{}\"", name.replace('"', "\"\""));
        let columns: String = names.iter().enumerate().map(quoted).collect();
        let language = if language.is_some() { ", langid" } else { "" };
        shadows.push(("_content", format!("(docid INTEGER PRIMARY KEY{columns}{language})")));
    }
    shadows.push(("_segments", "(blockid INTEGER PRIMARY KEY, block BLOB)".to_owned()));
    let columns =
        "level INTEGER, idx INTEGER, start_block INTEGER, leaves_end_block INTEGER, end_block INTEGER, root BLOB";
    shadows.push(("_segdir", format!("({columns}, PRIMARY KEY (level, idx))")));
    if fourth {
        if !arguments.is_set("matchinfo", "fts3") {
            shadows.push(("_docsize", "(docid INTEGER PRIMARY KEY, size BLOB)".to_owned()));
        }
        shadows.push(("_stat", "(id INTEGER PRIMARY KEY, value BLOB)".to_owned()));
    }
    let language = language.unwrap_or_else(|| "__langid".to_owned());
    let columns = names.into_iter().map(shown).chain([hidden(table), hidden("docid"), hidden(&language)]);
    Some(Module { columns: columns.collect(), shadows })
}

/// <https://www.sqlite.org/rtree.html>
fn rtree(arguments: &Arguments<'_>) -> Module {
    let auxiliary = arguments.0.iter().filter(|argument| argument.trim().starts_with('+')).count();
    let columns = arguments.0.iter().enumerate().map(|(at, argument)| {
        let argument = argument.trim();
        let sql_type = match argument.strip_prefix('+') {
            Some(_) => "",
            None if at == 0 => "INT",
            None => "REAL",
        };
        (first_word(argument.trim_start_matches('+')), sql_type.to_owned(), false)
    });
    let extra: String = (0..auxiliary).map(|at| format!(", a{at}")).collect();
    Module {
        columns: columns.collect(),
        shadows: vec![
            ("_rowid", format!("(rowid INTEGER PRIMARY KEY, nodeno{extra})")),
            ("_node", "(nodeno INTEGER PRIMARY KEY, data)".to_owned()),
            ("_parent", "(nodeno INTEGER PRIMARY KEY, parentnode)".to_owned()),
        ],
    }
}
