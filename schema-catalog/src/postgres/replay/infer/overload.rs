//! Which of several functions or operators of one name is meant, and what it gives.
//!
//! <https://www.postgresql.org/docs/current/typeconv-func.html>, <https://www.postgresql.org/docs/current/typeconv-oper.html>;
//! PostgreSQL, `src/backend/parser/parse_func.c`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::super::Postgres;
use super::super::cast::implicit;
use super::{Inferred, of_catalog_name};
use crate::catalog::{SqlType, TypeKind, TypeName};

/// The engine's functions, sorted: `name(types) result`, where `=` follows what may be left out. Those that give records,
/// and those for the engine's own use, are not there.
///
/// <https://www.postgresql.org/docs/current/functions.html>
static FUNCTIONS: LazyLock<Lines> = LazyLock::new(|| lines_by_name(include_str!("functions.txt")));

/// The engine's other functions, one name a line, and words of its grammar that stand before parentheses; those that begin
/// with `pg_` are not there. They are those of `pg_proc` in PostgreSQL 15, and what the release notes of 16, 17 and 18 add.
static OTHER_FUNCTIONS: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| include_str!("other_functions.txt").lines().collect());

/// What functions of extensions shape no table: those of PostgreSQL's own extensions, and of others by their manuals.
///
/// - <https://www.postgresql.org/docs/current/contrib.html>
/// - <https://docs.citusdata.com/en/stable/develop/api_udf.html>
/// - <https://github.com/citusdata/pg_cron#readme>
static EXTENSION_FUNCTIONS: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    let names = include_str!("extension_functions.txt").lines().filter_map(|line| line.split_once(": "));
    names.flat_map(|(_, names)| names.split(' ')).collect()
});

/// The engine's operators: sign, left type or `-`, right type, result.
static OPERATORS: LazyLock<BTreeMap<&'static str, Operators>> = LazyLock::new(|| {
    let mut operators: BTreeMap<&str, Operators> = BTreeMap::new();
    for line in include_str!("operators.txt").lines() {
        let mut parts = line.split(' ');
        let (Some(sign), Some(left), Some(right), Some(result)) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            continue;
        };
        let of_sign = operators.entry(sign).or_default();
        match left {
            "-" => of_sign.prefix.push(Candidate { types: vec![right], result }),
            _ => of_sign.infix.push(Candidate { types: vec![left, right], result }),
        }
    }
    operators
});

/// What the lines of a table say behind the name that they begin with.
type Lines = BTreeMap<&'static str, Vec<&'static str>>;

fn lines_by_name(table: &'static str) -> Lines {
    let mut all = Lines::new();
    for (name, rest) in table.lines().filter_map(|line| line.split_once('(')) {
        all.entry(name).or_default().push(rest);
    }
    all
}

/// What a type is to functions that take several types.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    /// One of the engine's own, by its name in the catalog: `int4`, `_text`.
    Own(String),
    Enum,
    /// A row of a table or a composite type.
    Row,
    Range,
    Multirange,
    /// An array of a type of the migrations'.
    Array,
    /// A type of an extension, whose casts are not known.
    Other,
}

impl Kind {
    pub(crate) fn of(replay: &Postgres, sql_type: &SqlType) -> Self {
        let found = replay.below_domains(sql_type);
        match found.name {
            TypeName::Builtin(builtin) if found.array => Self::Own(format!("_{}", builtin.name)),
            TypeName::Builtin(builtin) => Self::Own(builtin.name.to_owned()),
            TypeName::User(id) => match replay.catalog.type_by_id(id).kind {
                TypeKind::Base => Self::Other,
                _ if found.array => Self::Array,
                TypeKind::Enum(_) => Self::Enum,
                TypeKind::Range { .. } => Self::Range,
                TypeKind::Multirange { .. } => Self::Multirange,
                _ => Self::Row,
            },
            TypeName::Row(_) if found.array => Self::Array,
            TypeName::Row(_) => Self::Row,
            TypeName::Declared(_) => Self::Other,
        }
    }

    fn is_array(&self) -> bool {
        match self {
            Self::Own(name) => name.starts_with('_'),
            other => *other == Self::Array,
        }
    }

    /// Whether the engine takes a value of this type where another is asked for.
    fn becomes(&self, wanted: &str) -> bool {
        let range = |name: &str| RANGES.iter().any(|(range, ..)| *range == name);
        let multirange = |name: &str| RANGES.iter().any(|(_, multirange, _)| *multirange == name);
        match wanted {
            "any" | "anyelement" | "anycompatible" => true,
            "anyarray" | "anycompatiblearray" => self.is_array(),
            "anynonarray" | "anycompatiblenonarray" => !self.is_array(),
            "anyenum" => *self == Self::Enum,
            "anyrange" | "anycompatiblerange" => match self {
                Self::Own(name) => range(name),
                other => *other == Self::Range,
            },
            "anymultirange" | "anycompatiblemultirange" => match self {
                Self::Own(name) => multirange(name),
                other => *other == Self::Multirange,
            },
            "record" => *self == Self::Row,
            _ => match self {
                Self::Own(name) => match (name.strip_prefix('_'), wanted.strip_prefix('_')) {
                    (Some(from), Some(to)) => from == to || implicit(from, to),
                    (None, None) => name == wanted || implicit(name, wanted),
                    _ => false,
                },
                _ => false,
            },
        }
    }
}

/// Range types with their multiranges and the types of their bounds.
const RANGES: &[(&str, &str, &str)] = &[
    ("daterange", "datemultirange", "date"),
    ("int4range", "int4multirange", "int4"),
    ("int8range", "int8multirange", "int8"),
    ("numrange", "nummultirange", "numeric"),
    ("tsrange", "tsmultirange", "timestamp"),
    ("tstzrange", "tstzmultirange", "timestamptz"),
];

/// Categories of types, the preferred types of each first: `pg_type.typcategory`, `pg_type.typispreferred`.
const CATEGORIES: &[(char, &[&str], &[&str])] = &[
    ('B', &["bool"], &[]),
    ('D', &["timestamptz"], &["date", "time", "timestamp", "timetz"]),
    ('I', &["inet"], &["cidr"]),
    (
        'N',
        &["float8", "oid"],
        &["float4", "int2", "int4", "int8", "money", "numeric", "regclass", "regproc", "regtype", "regrole"],
    ),
    ('S', &["text"], &["bpchar", "name", "varchar"]),
    ('T', &["interval"], &[]),
    ('V', &["varbit"], &["bit"]),
];

/// The category of a type and whether it is preferred in it.
fn category(name: &str) -> (char, bool) {
    if name.starts_with('_') || name == "anyarray" {
        return ('A', false);
    }
    let found = CATEGORIES.iter().find(|(_, preferred, others)| preferred.contains(&name) || others.contains(&name));
    found.map_or(('U', false), |(category, preferred, _)| (*category, preferred.contains(&name)))
}

/// The operators of one sign.
#[derive(Default)]
struct Operators {
    prefix: Vec<Candidate>,
    infix: Vec<Candidate>,
}

/// One of several functions of a name.
#[derive(Clone, Debug)]
struct Candidate {
    types: Vec<&'static str>,
    result: &'static str,
}

/// The result of one of the engine's functions, if it is told by these arguments.
pub(crate) fn function(replay: &Postgres, name: &str, arguments: &[Inferred], named: bool) -> Option<SqlType> {
    let all = signatures(name);
    let first = all.first()?;
    // Where all of one name give the same, the arguments need not be known.
    let same = all.iter().all(|(_, result)| *result == first.1) && !first.1.starts_with("any") && first.1 != "record";
    if same {
        return of_catalog_name(first.1);
    }
    if named {
        return None;
    }
    let mut candidates = Vec::new();
    for (types, result) in all {
        if let Some(types) = for_count(&types, arguments.len()) {
            candidates.push(Candidate { types, result });
        }
    }
    let kinds = kinds(replay, arguments)?;
    let chosen = choose(&candidates, &kinds)?;
    result(replay, &chosen, arguments)
}

/// The left operand's type as an operator takes it, and the operator's result.
pub(crate) fn operator(
    replay: &Postgres,
    sign: &str,
    left: Option<&Inferred>,
    right: &Inferred,
) -> Option<(SqlType, SqlType)> {
    let sign = if sign == "!=" { "<>" } else { sign };
    let operands: Vec<Inferred> = left.into_iter().chain([right]).cloned().collect();
    let of_sign = OPERATORS.get(sign)?;
    let candidates = if left.is_some() { &of_sign.infix } else { &of_sign.prefix };
    let mut kinds = kinds(replay, &operands)?;
    // A literal is first taken for what stands on the other side.
    if let [one, other] = kinds.as_mut_slice() {
        match (&one, &other) {
            (None, Some(known)) => {
                let known = known.clone();
                if let Some(found) = exact(candidates, &[known.clone(), known]) {
                    return finish(replay, &found, &operands);
                }
            }
            (Some(known), None) => {
                let known = known.clone();
                if let Some(found) = exact(candidates, &[known.clone(), known]) {
                    return finish(replay, &found, &operands);
                }
            }
            _ => {}
        }
    }
    let chosen = choose(candidates, &kinds)?;
    finish(replay, &chosen, &operands)
}

fn finish(replay: &Postgres, chosen: &Candidate, operands: &[Inferred]) -> Option<(SqlType, SqlType)> {
    let result = result(replay, chosen, operands)?;
    let operand = of_catalog_name(chosen.types.first()?);
    let own = operands.first().and_then(|first| match first {
        Inferred::Known(known) => Some(known.clone()),
        _ => None,
    });
    Some((operand.or(own)?, result))
}

fn exact(candidates: &[Candidate], kinds: &[Kind]) -> Option<Candidate> {
    let is = |(wanted, kind): (&&str, &Kind)| matches!(kind, Kind::Own(name) if name == wanted);
    candidates.iter().find(|candidate| candidate.types.iter().zip(kinds).all(is)).cloned()
}

/// The kinds of known arguments; `None` among them for literals, and for all of them where one is not known.
fn kinds(replay: &Postgres, arguments: &[Inferred]) -> Option<Vec<Option<Kind>>> {
    let mut kinds = Vec::new();
    for argument in arguments {
        kinds.push(match argument {
            Inferred::Known(found) => Some(Kind::of(replay, found)).filter(|kind| *kind != Kind::Other).map(Some)?,
            Inferred::Literal => None,
            Inferred::NotKnown(_) => return None,
        });
    }
    Some(kinds)
}

/// Whether the engine has a function of this name.
pub(crate) fn is_own_function(name: &str) -> bool {
    FUNCTIONS.contains_key(name) || OTHER_FUNCTIONS.contains(name) || name.starts_with("pg_")
}

/// Whether a function of this name belongs to an extension, and shapes no table.
pub(crate) fn is_function_of_extension(name: &str) -> bool {
    // PostGIS: <https://postgis.net/docs/reference.html>
    let of_postgis = name.starts_with("st_") || name.starts_with("postgis_");
    of_postgis || EXTENSION_FUNCTIONS.contains(name)
}

/// Every signature of a name: its arguments as they are listed, and its result.
fn signatures(name: &str) -> Vec<(Vec<&'static str>, &'static str)> {
    let mut all = Vec::new();
    for rest in FUNCTIONS.get(name).into_iter().flatten() {
        let Some((types, result)) = rest.split_once(") ") else { continue };
        let types = if types.is_empty() { Vec::new() } else { types.split(',').collect() };
        all.push((types, result.strip_prefix("setof ").unwrap_or(result)));
    }
    all
}

/// A signature's arguments as so many are given.
fn for_count(types: &[&'static str], count: usize) -> Option<Vec<&'static str>> {
    if let Some(last) = types.last().and_then(|last| last.strip_prefix("variadic ")) {
        let fixed = types.len() - 1;
        let element = match last {
            "any" => "any",
            "anyarray" => "anyelement",
            "anycompatiblearray" => "anycompatible",
            array => array.strip_prefix('_')?,
        };
        if count <= fixed {
            return None;
        }
        return Some(types[..fixed].iter().copied().chain((fixed..count).map(|_| element)).collect());
    }
    let least = types.iter().filter(|found| !found.ends_with('=')).count();
    (least..=types.len())
        .contains(&count)
        .then(|| types[..count].iter().map(|found| found.trim_end_matches('=')).collect())
}

/// The best of several candidates, if there is one.
fn choose(candidates: &[Candidate], kinds: &[Option<Kind>]) -> Option<Candidate> {
    let is_exact = |wanted: &str, kind: &Option<Kind>| matches!(kind, Some(Kind::Own(name)) if name == wanted);
    let all_exact =
        |candidate: &&Candidate| candidate.types.iter().zip(kinds).all(|(wanted, kind)| is_exact(wanted, kind));
    if let Some(found) = candidates.iter().find(all_exact) {
        return Some(found.clone());
    }
    let fitting = candidates.iter().filter(|candidate| {
        let fits = |(wanted, kind): (&&str, &Option<Kind>)| kind.as_ref().is_none_or(|kind| kind.becomes(wanted));
        candidate.types.iter().zip(kinds).all(fits) && consistent(candidate, kinds)
    });
    let mut candidates: Vec<Candidate> = fitting.cloned().collect();
    let keep_best = |candidates: &mut Vec<Candidate>, score: &dyn Fn(&Candidate) -> usize| {
        let best = candidates.iter().map(score).max().unwrap_or_default();
        candidates.retain(|candidate| score(candidate) == best);
    };
    if candidates.len() > 1 {
        keep_best(&mut candidates, &|candidate| {
            candidate.types.iter().zip(kinds).filter(|(wanted, kind)| is_exact(wanted, kind)).count()
        });
    }
    if candidates.len() > 1 {
        keep_best(&mut candidates, &|candidate| {
            let good = |(wanted, kind): &(&&str, &Option<Kind>)| {
                let same_category = match kind {
                    Some(Kind::Own(name)) => category(name).0 == category(wanted).0,
                    _ => false,
                };
                is_exact(wanted, kind) || (same_category && category(wanted).1)
            };
            candidate.types.iter().zip(kinds).filter(good).count()
        });
    }
    if candidates.len() > 1 {
        candidates = by_category_of_literals(candidates, kinds);
    }
    if candidates.len() > 1 {
        candidates = as_the_known_one(candidates, kinds);
    }
    // Several that give the same are as good as one.
    let first = candidates.first()?.clone();
    let alike = candidates.iter().all(|other| other.result == first.result) && !first.result.starts_with("any");
    (candidates.len() == 1 || alike).then_some(first)
}

/// Whether the arguments that a function takes in any type are of one type, as far as they must be.
fn consistent(candidate: &Candidate, kinds: &[Option<Kind>]) -> bool {
    let mut element: Option<String> = None;
    for (wanted, kind) in candidate.types.iter().zip(kinds) {
        let Some(Kind::Own(name)) = kind else { continue };
        let found = match *wanted {
            "anyelement" | "anynonarray" => name.clone(),
            "anyarray" => name.trim_start_matches('_').to_owned(),
            "anyrange" => match RANGES.iter().find(|(range, ..)| range == name) {
                Some((_, _, of)) => (*of).to_owned(),
                None => continue,
            },
            _ => continue,
        };
        if element.as_ref().is_some_and(|known| *known != found) {
            return false;
        }
        element = Some(found);
    }
    true
}

/// Where literals are given, the category that the candidates have in common there decides, that of texts first.
fn by_category_of_literals(candidates: Vec<Candidate>, kinds: &[Option<Kind>]) -> Vec<Candidate> {
    let mut left = candidates.clone();
    for at in (0..kinds.len()).filter(|at| kinds[*at].is_none()) {
        let categories: Vec<(char, bool)> = candidates.iter().map(|candidate| category(candidate.types[at])).collect();
        let wanted = if categories.iter().any(|(category, _)| *category == 'S') {
            'S'
        } else if categories.iter().all(|found| found.0 == categories[0].0) {
            categories[0].0
        } else {
            return candidates;
        };
        let preferred = categories.contains(&(wanted, true));
        left.retain(|candidate| {
            let (found, is_preferred) = category(candidate.types[at]);
            found == wanted && (!preferred || is_preferred)
        });
    }
    if left.is_empty() { candidates } else { left }
}

/// Where some arguments are literals and all others of one type, the literals are taken for that type too.
fn as_the_known_one(candidates: Vec<Candidate>, kinds: &[Option<Kind>]) -> Vec<Candidate> {
    let mut known = kinds.iter().flatten();
    let Some(first) = known.next() else { return candidates };
    if !kinds.iter().any(Option::is_none) || known.any(|other| other != first) {
        return candidates;
    }
    let fits = |candidate: &&Candidate| candidate.types.iter().all(|wanted| first.becomes(wanted));
    let left: Vec<Candidate> = candidates.iter().filter(fits).cloned().collect();
    if left.len() == 1 { left } else { candidates }
}

/// The result of a candidate, with what its arguments say where it gives any type.
fn result(replay: &Postgres, chosen: &Candidate, arguments: &[Inferred]) -> Option<SqlType> {
    if !chosen.result.starts_with("any") {
        return of_catalog_name(chosen.result);
    }
    let plain = |found: &SqlType| SqlType { array: found.array, ..SqlType::new(found.name.clone()) };
    let given = |wanted: &[&str]| {
        let at = chosen.types.iter().zip(arguments).find_map(|(of, argument)| match argument {
            Inferred::Known(found) if wanted.contains(of) => Some(found.clone()),
            _ => None,
        });
        at.map(|found| plain(&found))
    };
    if chosen.types.iter().any(|of| of.starts_with("anycompatible")) {
        return compatible(replay, chosen, arguments);
    }
    let array = given(&["anyarray"]).map(|found| replay.below_domains(&found));
    let element = given(&["anyelement", "anynonarray", "anyenum"]);
    let range = given(&["anyrange"]);
    match chosen.result {
        "anyarray" => {
            array.or_else(|| element.filter(|found| !found.array).map(|found| SqlType { array: true, ..found }))
        }
        "anyelement" | "anynonarray" | "anyenum" => {
            element.or_else(|| array.map(|found| SqlType { array: false, ..found })).or_else(|| {
                let range = replay.below_domains(&range?);
                match &range.name {
                    TypeName::Builtin(found) => {
                        let (_, _, of) = RANGES.iter().find(|(name, ..)| *name == found.name)?;
                        of_catalog_name(of)
                    }
                    TypeName::User(id) => match &replay.catalog.type_by_id(*id).kind {
                        TypeKind::Range { subtype } => Some(subtype.clone()),
                        _ => None,
                    },
                    _ => None,
                }
            })
        }
        "anyrange" => range.map(|found| replay.below_domains(&found)),
        _ => None,
    }
}

/// The result of functions whose arguments become one type, as those of `CASE` do.
fn compatible(replay: &Postgres, chosen: &Candidate, arguments: &[Inferred]) -> Option<SqlType> {
    let mut common: Option<SqlType> = None;
    for (wanted, argument) in chosen.types.iter().zip(arguments) {
        let Inferred::Known(found) = argument else { continue };
        let element = match *wanted {
            "anycompatible" | "anycompatiblenonarray" => found.clone(),
            "anycompatiblearray" => SqlType { array: false, ..replay.below_domains(found) },
            _ => continue,
        };
        let element = SqlType { array: element.array, ..SqlType::new(element.name) };
        common = Some(match common {
            None => element,
            Some(known) if known == element => known,
            Some(known) => {
                if better(replay, &known, &element)? {
                    element
                } else {
                    known
                }
            }
        });
    }
    let common = common.or_else(|| of_catalog_name("text"))?;
    match chosen.result {
        "anycompatible" => Some(common),
        "anycompatiblearray" => Some(SqlType { array: true, ..common }),
        _ => None,
    }
}

/// Whether the second of two types is what both become; `None` where they become none that is known.
pub(crate) fn better(replay: &Postgres, one: &SqlType, other: &SqlType) -> Option<bool> {
    let (Kind::Own(one), Kind::Own(other)) = (Kind::of(replay, one), Kind::of(replay, other)) else { return None };
    let (from, to) = (Kind::Own(one.clone()), Kind::Own(other.clone()));
    let ((category_of_one, preferred), (category_of_other, _)) = (category(&one), category(&other));
    if category_of_one != category_of_other {
        return None;
    }
    let (forth, back) = (from.becomes(&other), to.becomes(&one));
    if !preferred && forth && !back {
        return Some(true);
    }
    back.then_some(false)
}
