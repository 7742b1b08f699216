//! What migrations make besides tables and types: routines, triggers and extensions, of which the catalog keeps no texts.
//! They are kept here as the statements that made them, and written as such.

use std::collections::BTreeMap;

use schema_catalog::{Catalog, Dialect, Place};

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
    /// The statement that made it.
    pub(in crate::diff) text: String,
    /// What drops it: `FUNCTION f(integer)`.
    pub(in crate::diff) dropped: String,
    /// The table that a trigger is of, as the statement names it, without quotes.
    pub(in crate::diff) table: Option<String>,
    pub(in crate::diff) place: Place,
    /// How many statements there were before it.
    number: usize,
}

/// What there is, by kind and name.
#[derive(Clone, Debug, Default)]
pub(in crate::diff) struct Programs {
    all: BTreeMap<(Kind, String), Program>,
    count: usize,
    is_mysql: bool,
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

impl Programs {
    /// None yet.
    pub(in crate::diff) fn new(dialect: Dialect) -> Self {
        Self { is_mysql: dialect.is_mysql(), ..Self::default() }
    }

    /// What a statement does to them.
    pub(in crate::diff) fn see(&mut self, statement: &str, place: Place) {
        let words = words(statement, 24);
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
            self.drop(&self::words(statement, usize::MAX));
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
        let (kind, key, dropped, table) = match kind.as_str() {
            "EXTENSION" => (Kind::Extension, plain(&name), format!("EXTENSION {name}"), None),
            "FUNCTION" | "PROCEDURE" => {
                let arguments = arguments(statement);
                // MySQL's routines are known by their names alone.
                let of_arguments = if self.is_mysql { String::new() } else { format!("({arguments})") };
                let dropped = format!("{kind} {name}{of_arguments}");
                (Kind::Routine, format!("{}({arguments})", plain(&name)).to_lowercase(), dropped, None)
            }
            "TRIGGER" => {
                let on = (after..words.len()).find(|at| upper(*at) == "ON").map_or(words.len(), |on| on + 1);
                let (table, _) = self::name(words, on);
                (Kind::Trigger, format!("{} on {}", plain(&name), plain(&table)), name.clone(), Some(table))
            }
            "FOREIGN" if upper(at + 1) == "TABLE" => return,
            other if !OTHERS.contains(&other) => return,
            _ => (Kind::Other, format!("{kind} {}", plain(&name)), String::new(), None),
        };
        let dropped = match &table {
            Some(table) => format!("TRIGGER {dropped} ON {table}"),
            None => dropped,
        };
        self.count += 1;
        let own = if kind == Kind::Trigger { plain(&name) } else { key.clone() };
        let program = Program {
            name: own,
            text: statement.to_owned(),
            dropped,
            table: table.as_deref().map(plain),
            place,
            number: self.count,
        };
        self.all.insert((kind, key), program);
    }

    fn drop(&mut self, words: &[&str]) {
        let upper = |at: usize| words.get(at).map_or_else(String::new, |word| word.to_ascii_uppercase());
        let kind = upper(1);
        let first = if upper(2) == "IF" { 4 } else { 2 };
        let cascade = words.iter().any(|word| word.eq_ignore_ascii_case("CASCADE"));
        let mut at = first;
        while at < words.len() {
            let (name, mut after) = name(words, at);
            let name = plain(&name);
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
                    let of = if upper(after) == "ON" { plain(&self::name(words, after + 1).0) } else { String::new() };
                    let wanted = format!("{name} on {of}");
                    self.all.retain(|(kind, key), _| {
                        *kind != Kind::Trigger || !(*key == wanted || of.is_empty() && key.starts_with(&wanted))
                    });
                    return;
                }
                "TABLE" => self.all.retain(|_, program| program.table.as_ref() != Some(&name)),
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

    /// Leaves out triggers of tables that are not there.
    pub(in crate::diff) fn settle(&mut self, catalog: &Catalog) {
        self.all.retain(|_, program| program.table.as_ref().is_none_or(|table| catalog.table(table).is_some()));
    }
}

/// The name that begins at a word, with its schema, and the word behind it.
fn name(words: &[&str], at: usize) -> (String, usize) {
    let word = |at: usize| words.get(at).map_or("", |word| *word);
    if word(at + 1) == "." { (format!("{}.{}", word(at), word(at + 2)), at + 3) } else { (word(at).to_owned(), at + 1) }
}

/// A name without quotes, as the engine folds it; that of the default schema of PostgreSQL is left out.
fn plain(name: &str) -> String {
    let part = |part: &str| match part.strip_prefix(['"', '`']) {
        Some(quoted) => quoted.trim_end_matches(['"', '`']).to_owned(),
        None => part.to_lowercase(),
    };
    let name = name.split('.').map(part).collect::<Vec<_>>().join(".");
    name.strip_prefix("public.").map_or(name.clone(), str::to_owned)
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

/// The first words of a statement: names, with their quotes, and single characters of all else, without comments.
fn words(statement: &str, most: usize) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = statement;
    while words.len() < most {
        rest = rest.trim_start();
        let Some(first) = rest.chars().next() else { break };
        if rest.starts_with("--") {
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
