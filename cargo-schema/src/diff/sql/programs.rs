//! What migrations make besides tables and types: routines, triggers and extensions, of which the catalog keeps no texts.
//! They are kept here as the statements that made them, and written as such.

use std::collections::BTreeMap;
use std::ops::Range;

use schema_catalog::{Catalog, Change, Dialect, Place, Step, Table};

/// What a program is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::diff) enum Kind {
    Extension,
    Routine,
    Trigger,
    /// Something that is not written: a rule, a policy, an operator.
    Other,
}

/// A routine, a trigger or an extension.
#[derive(Clone, Debug)]
pub(in crate::diff) struct Program {
    /// Its name: that of a routine has its arguments with it.
    pub(in crate::diff) name: String,
    /// What makes it: the statement that did, with the names that are in it now.
    pub(in crate::diff) text: String,
    /// What drops it: `FUNCTION f(integer)`.
    pub(in crate::diff) dropped: String,
    /// The table that a trigger is of, as the statement names it, without quotes.
    pub(in crate::diff) table: Option<String>,
    pub(in crate::diff) place: Place,
    /// The statement that made it, as it stands there.
    statement: String,
    /// Where in the text the table of a trigger stands.
    on: Option<Range<usize>>,
    /// How many statements there were before it.
    number: usize,
}

/// What there is, by kind and name.
#[derive(Clone, Debug, Default)]
pub(in crate::diff) struct Programs {
    all: BTreeMap<(Kind, String), Program>,
    count: usize,
    dialect: Dialect,
}

/// The kinds of objects of which nothing is known but that a statement made them. Others are in the catalog, or no part of
/// a schema.
const OTHERS: &[&str] = &[
    "AGGREGATE",
    "CAST",
    "COLLATION",
    "CONVERSION",
    "EVENT",
    "FOREIGN",
    "OPERATOR",
    "PACKAGE",
    "POLICY",
    "PUBLICATION",
    "RULE",
    "SERVER",
    "STATISTICS",
    "SUBSCRIPTION",
    "TEXT",
    "TRANSFORM",
    "USER",
];

impl Program {
    fn new(text: &str, place: Place) -> Self {
        let (name, dropped, statement) = (String::new(), String::new(), text.to_owned());
        Self { name, text: statement.clone(), dropped, table: None, place, statement, on: None, number: 0 }
    }
}

impl Programs {
    /// None yet.
    pub(in crate::diff) fn new(dialect: Dialect) -> Self {
        Self { dialect, ..Self::default() }
    }

    /// What a statement does to them.
    pub(in crate::diff) fn see(&mut self, step: &Step<'_>) {
        let full_name = |table: &Table| step.catalog.full_name(table);
        let mut renamed = BTreeMap::new();
        for change in step.tables() {
            match change {
                Change::Altered { before, after } if full_name(before) != full_name(after) => {
                    renamed.insert(full_name(before), full_name(after));
                }
                Change::Dropped(table) => {
                    let gone = full_name(table);
                    self.all.retain(|_, program| program.table.as_ref() != Some(&gone));
                }
                _ => {}
            }
        }
        self.rename_tables(&renamed);
        match self.dialect.is_mysql() && step.statement.contains("*/") {
            true => self.read(&without_marks(step.statement), step.place),
            false => self.read(step.statement, step.place),
        }
    }

    /// Lets triggers follow their tables, which have another name now.
    pub(in crate::diff) fn rename_tables(&mut self, renamed: &BTreeMap<String, String>) {
        if renamed.is_empty() {
            return;
        }
        let dialect = self.dialect;
        let follow = |(key, mut program): ((Kind, String), Program)| {
            let to = program.table.as_ref().and_then(|table| renamed.get(table));
            let (Some(to), Some(on)) = (to, program.on.clone()) else { return (key, program) };
            let written = to.split('.').map(|part| dialect.quote(part)).collect::<Vec<_>>().join(".");
            // The catalog knows every name in SQLite's.
            if dialect != Dialect::Sqlite {
                program.text.replace_range(on.clone(), &written);
                program.on = Some(on.start..on.start + written.len());
            }
            program.dropped = format!("TRIGGER {} ON {written}", dialect.quote(&program.name));
            let key = (key.0, format!("{} on {to}", program.name));
            program.table = Some(to.clone());
            (key, program)
        };
        self.all = std::mem::take(&mut self.all).into_iter().map(follow).collect();
    }

    fn read(&mut self, statement: &str, place: Place) {
        let words = words(statement, 24, self.dialect);
        let word = |at: usize| words.get(at).map_or("", |word| *word);
        let is = |at: usize, wanted: &str| word(at).eq_ignore_ascii_case(wanted);
        if is(0, "CREATE") {
            // What may stand between the verb and the kind; MySQL has `DEFINER = …` there.
            let modifiers = ["OR", "REPLACE", "CONSTRAINT", "TEMP", "TEMPORARY", "TRUSTED", "PROCEDURAL", "AGGREGATE"];
            let mut at = 1;
            if let Some(definer) = (1..4).find(|at| is(*at, "DEFINER")) {
                let kinds = ["FUNCTION", "PROCEDURE", "TRIGGER", "EVENT", "VIEW"];
                at = (definer..words.len()).find(|at| kinds.iter().any(|kind| is(*at, kind))).unwrap_or(words.len());
            }
            // `CREATE AGGREGATE FUNCTION` is a function, `CREATE AGGREGATE` is none.
            let stands_for_itself = |at: usize| is(at, "AGGREGATE") && !is(at + 1, "FUNCTION");
            while modifiers.iter().any(|modifier| is(at, modifier)) && !stands_for_itself(at) {
                at += 1;
            }
            self.create(statement, &words, at, place);
        } else if is(0, "DROP") {
            self.drop(&self::words(statement, usize::MAX, self.dialect));
        } else if is(0, "ALTER") && self.dialect.is_mysql() {
            // What these change is kept nowhere.
            let kinds = ["FUNCTION", "PROCEDURE", "EVENT"];
            if let Some(at) = (1..words.len()).find(|at| kinds.iter().any(|kind| is(*at, kind))) {
                let key = format!("ALTER {} {}", word(at).to_ascii_uppercase(), self.plain(&name(&words, at + 1).0));
                self.add(Kind::Other, key.clone(), Program { name: key, ..Program::new(statement, place) });
            }
        }
    }

    fn create(&mut self, statement: &str, words: &[&str], at: usize, place: Place) {
        let upper = |at: usize| words.get(at).map_or_else(String::new, |word| word.to_ascii_uppercase());
        let kind = upper(at);
        let mut next = at + 1;
        if upper(next) == "IF" {
            next += 3;
        }
        let (name, after) = name(words, next);
        let plain = |name: &str| self.plain(name);
        let program = Program::new(statement, place);
        let (kind, key, program) = match kind.as_str() {
            "EXTENSION" => {
                let dropped = format!("EXTENSION {name}");
                (Kind::Extension, plain(&name), Program { name: plain(&name), dropped, ..program })
            }
            "FUNCTION" | "PROCEDURE" => {
                let arguments = arguments(statement);
                // MySQL's routines are known by their names alone.
                let of_arguments = if self.dialect.is_mysql() { String::new() } else { format!("({arguments})") };
                let dropped = format!("{kind} {name}{of_arguments}");
                let key = format!("{}({arguments})", plain(&name)).to_lowercase();
                (Kind::Routine, key.clone(), Program { name: key, dropped, ..program })
            }
            "TRIGGER" => {
                let on = (after..words.len()).find(|at| upper(*at) == "ON").map_or(words.len(), |on| on + 1);
                let (table, end) = self::name(words, on);
                let at = |word: &str| word.as_ptr() as usize - statement.as_ptr() as usize;
                let span = words.get(on..end).and_then(|of| Some(at(of.first()?)..at(of.last()?) + of.last()?.len()));
                let dropped = format!("TRIGGER {name} ON {table}");
                let key = format!("{} on {}", plain(&name), plain(&table));
                (
                    Kind::Trigger,
                    key,
                    Program { name: plain(&name), dropped, table: Some(plain(&table)), on: span, ..program },
                )
            }
            "FOREIGN" if upper(at + 1) == "TABLE" => return,
            other if !OTHERS.contains(&other) => return,
            _ => {
                let key = format!("{kind} {}", plain(&name));
                (Kind::Other, key.clone(), Program { name: key, ..program })
            }
        };
        self.add(kind, key, program);
    }

    fn add(&mut self, kind: Kind, key: String, program: Program) {
        self.count += 1;
        self.all.insert((kind, key), Program { number: self.count, ..program });
    }

    /// A name without quotes, as the engine folds it; that of the default schema of PostgreSQL is left out.
    fn plain(&self, name: &str) -> String {
        let part = |part: &str| match part.strip_prefix(['"', '`']) {
            Some(quoted) => quoted.trim_end_matches(['"', '`']).to_owned(),
            None if self.dialect.is_mysql() => part.to_owned(),
            None => part.to_lowercase(),
        };
        let name = name.split('.').map(part).collect::<Vec<_>>().join(".");
        name.strip_prefix("public.").map_or(name.clone(), str::to_owned)
    }

    fn drop(&mut self, words: &[&str]) {
        let upper = |at: usize| words.get(at).map_or_else(String::new, |word| word.to_ascii_uppercase());
        let kind = upper(1);
        let first = if upper(2) == "IF" { 4 } else { 2 };
        let cascade = words.iter().any(|word| word.eq_ignore_ascii_case("CASCADE"));
        let mut at = first;
        while at < words.len() {
            let (name, mut after) = name(words, at);
            let name = self.plain(&name);
            match kind.as_str() {
                "EXTENSION" => drop(self.all.remove(&(Kind::Extension, name))),
                "FUNCTION" | "PROCEDURE" => {
                    let own = format!("{}(", name.to_lowercase());
                    let mut same: Vec<String> = self.names(Kind::Routine).filter(|key| key.starts_with(&own)).collect();
                    let mut depth = 0_i32;
                    let list: Vec<String> = words[after.min(words.len())..]
                        .iter()
                        .take_while(|word| {
                            depth += i32::from(**word == "(") - i32::from(**word == ")");
                            depth > 0
                        })
                        .skip(1)
                        .map(|word| word.to_lowercase())
                        .collect();
                    after += if list.is_empty() && upper(after) != "(" { 0 } else { list.len() + 2 };
                    if same.len() > 1 {
                        same.retain(|key| has_arguments(&key[own.len()..], &list));
                    }
                    for key in same {
                        self.all.remove(&(Kind::Routine, key));
                    }
                    if cascade {
                        let calls = |program: &Program| program.text.to_lowercase().contains(&own);
                        self.all.retain(|(kind, _), program| *kind != Kind::Trigger || !calls(program));
                    }
                }
                "TRIGGER" => {
                    let of =
                        if upper(after) == "ON" { self.plain(&self::name(words, after + 1).0) } else { String::new() };
                    let wanted = format!("{name} on {of}");
                    self.all.retain(|(kind, key), _| {
                        *kind != Kind::Trigger || !(*key == wanted || of.is_empty() && key.starts_with(&wanted))
                    });
                    return;
                }
                other => {
                    self.all.remove(&(Kind::Other, format!("{other} {name}")));
                }
            }
            if upper(after) != "," {
                return;
            }
            at = after + 1;
        }
    }

    fn names(&self, wanted: Kind) -> impl Iterator<Item = String> {
        self.all.keys().filter(move |(kind, _)| *kind == wanted).map(|(_, name)| name.clone())
    }

    /// Those of a kind that are in the way of none or are made anew, in the order in which they were made: what is here and
    /// not, or not as here, in the other ones.
    pub(in crate::diff) fn missing_in<'a>(&'a self, other: &Self, wanted: Kind) -> Vec<&'a Program> {
        let squeezed = |program: &Program| program.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let same = |key: &(Kind, String), own: &Program| {
            other.all.get(key).is_some_and(|there| squeezed(there) == squeezed(own))
        };
        let own = self.all.iter().filter(|(key, program)| key.0 == wanted && !same(key, program));
        let mut found: Vec<&Program> = own.map(|(_, program)| program).collect();
        found.sort_by_key(|program| program.number);
        found
    }

    /// All of a kind, in the order in which they were made.
    pub(in crate::diff) fn all_of(&self, wanted: Kind) -> Vec<&Program> {
        self.missing_in(&Self::default(), wanted)
    }

    /// The triggers of a table.
    pub(in crate::diff) fn of_table<'a>(&'a self, table: &'a str) -> impl Iterator<Item = &'a Program> {
        let mut found: Vec<&Program> =
            self.all.values().filter(|program| program.table.as_deref() == Some(table)).collect();
        found.sort_by_key(|program| program.number);
        found.into_iter()
    }

    /// Leaves out triggers of tables that are not there, and has the others name what there is.
    pub(in crate::diff) fn settle(&mut self, catalog: &Catalog) {
        self.all.retain(|_, program| program.table.as_ref().is_none_or(|table| catalog.table(table).is_some()));
        if self.dialect == Dialect::Sqlite {
            for program in self.all.values_mut() {
                program.text = catalog.trigger_definition(program.place, &program.statement);
            }
        }
    }
}

/// The name that begins at a word, with its schema, and the word behind it.
fn name(words: &[&str], at: usize) -> (String, usize) {
    let word = |at: usize| words.get(at).map_or("", |word| *word);
    if word(at + 1) == "." { (format!("{}.{}", word(at), word(at + 2)), at + 3) } else { (word(at).to_owned(), at + 1) }
}

/// Whether a routine's arguments, `n integer, text)`, are of the types that `DROP` names, `integer , text`.
fn has_arguments(arguments: &str, types: &[String]) -> bool {
    let types = types.join(" ");
    let (own, wanted) = (arguments.trim_end_matches(')').split(','), types.split(','));
    let (own, wanted): (Vec<&str>, Vec<&str>) = (own.map(str::trim).collect(), wanted.map(str::trim).collect());
    let same = |(own, wanted): (&&str, &&str)| own == wanted || own.ends_with(&format!(" {wanted}"));
    own.len() == wanted.len() && own.iter().zip(&wanted).all(same)
}

/// The arguments of a routine, without their defaults.
fn arguments(statement: &str) -> String {
    let Some(open) = statement.find('(') else { return String::new() };
    let mut depth = 0_i32;
    let end = statement[open..].find(|c: char| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth == 0
    });
    let list = &statement[open + 1..end.map_or(statement.len(), |end| open + end)];
    let without_default = |argument: &str| {
        let lower = argument.to_lowercase();
        let end = lower.find(" default ").or_else(|| argument.find('=')).unwrap_or(argument.len());
        argument.get(..end).unwrap_or(argument).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let mut parts = vec![String::new()];
    let mut depth = 0_i32;
    for c in list.chars() {
        depth += i32::from(c == '(') - i32::from(c == ')');
        match parts.last_mut() {
            Some(last) if c != ',' || depth > 0 => last.push(c),
            _ => parts.push(String::new()),
        }
    }
    parts.iter().map(|part| without_default(part)).collect::<Vec<_>>().join(", ")
}

/// A statement of a dump without the marks around comments that run, `/*!50003` and `*/`.
///
/// <https://dev.mysql.com/doc/refman/8.4/en/comments.html>
fn without_marks(statement: &str) -> String {
    let mut out = String::new();
    let mut rest = statement;
    while let Some(first) = rest.chars().next() {
        let version = rest.strip_prefix("/*!").map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
        // Those of newer versions than any dump has around a routine may be comments to the engine.
        let old = |after: &&str| rest[3..rest.len() - after.len()].parse::<u32>().unwrap_or(0) < 50_700;
        if let Some(after) = version.filter(old).or_else(|| rest.strip_prefix("*/")) {
            rest = after;
            continue;
        }
        let through = |from: usize, end: &str| rest[from..].find(end).map_or(rest.len(), |at| from + at + end.len());
        let length = match first {
            '\'' | '"' | '`' => through(1, &first.to_string()),
            '#' => through(1, "\n"),
            '-' if rest.starts_with("-- ") => through(1, "\n"),
            '/' if rest.starts_with("/*") => through(2, "*/"),
            _ => first.len_utf8(),
        };
        out.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    out.trim().to_owned()
}

/// The first words of a statement: names, with their quotes, and single characters of all else, without comments.
fn words(statement: &str, most: usize, dialect: Dialect) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = statement;
    while words.len() < most {
        rest = rest.trim_start();
        let Some(first) = rest.chars().next() else { break };
        if rest.starts_with("--") || rest.starts_with('#') && dialect.is_mysql() {
            rest = rest.split_once('\n').map_or("", |(_, rest)| rest);
            continue;
        }
        if rest.starts_with("/*") {
            rest = rest.split_once("*/").map_or("", |(_, rest)| rest);
            continue;
        }
        let end = match first {
            '"' | '`' => rest[1..].find(first).map_or(rest.len(), |end| end + 2),
            _ if first.is_alphanumeric() || first == '_' => {
                rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '$'))).unwrap_or(rest.len())
            }
            _ => first.len_utf8(),
        };
        let (word, after) = rest.split_at(end);
        words.push(word);
        rest = after;
    }
    words
}
