//! Expressions of defaults and checks, and whether two of them are the same.
//!
//! The engines rewrite what they are given: PostgreSQL prints `CHECK (amount > 0)` as `(amount > (0)::numeric)`. What is
//! simple enough to be sure of is brought to one form and compared; of the rest nothing is claimed.

mod check;
#[cfg(feature = "sqlite")]
mod definition;
mod token;
mod value;

use std::collections::BTreeSet;

use crate::schema::{Engine, UNKNOWN};
use token::{Token, TokenKind, tokens};

#[cfg(feature = "sqlite")]
pub(crate) use definition::{checks_of_create_table, predicate_of_create_index};

/// What must be known to read an expression.
#[derive(Clone, Debug)]
pub(crate) struct Dialect {
    pub(crate) engine: Engine,
    /// Names of enum types, whose literals are kept letter by letter.
    pub(crate) enums: BTreeSet<String>,
    /// Whether both sides are worded by the same: then a different text is a different expression.
    pub(crate) same_wording: bool,
}

impl Dialect {
    fn tokens(&self, text: &str) -> Option<Vec<Token>> {
        tokens(text, self.engine)
    }

    /// Whether two defaults are the same; `None` where that can't be told.
    pub(crate) fn same_default(&self, a: &str, b: &str) -> Option<bool> {
        self.same(a, b, |left, right| {
            value::value(self, left)?.same(&value::value(self, right)?).filter(|_| !self.same_wording)
        })
    }

    /// Whether two conditions are the same; `None` where that can't be told.
    pub(crate) fn same_condition(&self, a: &str, b: &str) -> Option<bool> {
        self.same(a, b, |left, right| check::same(&check::atoms(self, left)?, &check::atoms(self, right)?))
    }

    /// Whether two texts have the same tokens.
    pub(crate) fn same_tokens(&self, a: &str, b: &str) -> bool {
        match (self.tokens(a), self.tokens(b)) {
            (Some(a), Some(b)) => same_tokens(&a, &b),
            _ => a == b,
        }
    }

    fn same(&self, a: &str, b: &str, compare: impl Fn(&[Token], &[Token]) -> Option<bool>) -> Option<bool> {
        if a == UNKNOWN || b == UNKNOWN {
            return None;
        }
        let (Some(left), Some(right)) = (self.tokens(a), self.tokens(b)) else {
            return if a == b { Some(true) } else { self.same_wording.then_some(false) };
        };
        let (left, right) = (without_parentheses(&left), without_parentheses(&right));
        if same_tokens(left, right) {
            return Some(true);
        }
        compare(left, right).or(self.same_wording.then_some(false))
    }
}

/// Every name in an expression, among them those of functions and keywords; `None` where it can't be read.
#[cfg(feature = "catalog")]
pub(crate) fn names(text: &str, engine: Engine) -> Option<Vec<String>> {
    let name = |token: Token| match token.kind {
        TokenKind::Word(name) | TokenKind::Quoted(name) => Some(name),
        _ => None,
    };
    Some(tokens(text, engine)?.into_iter().filter_map(name).collect())
}

fn same_tokens(a: &[Token], b: &[Token]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_token(&a.kind, &b.kind))
}

/// Whether any of these holds; `None` where that can't be told.
fn any(all: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut result = Some(false);
    for holds in all {
        match holds {
            Some(true) => return Some(true),
            Some(false) => {}
            None => result = None,
        }
    }
    result
}

/// Whether all of these hold; `None` where that can't be told.
fn all(all: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    any(all.map(|holds| holds.map(|holds| !holds))).map(|any| !any)
}

/// A name is the same in quotes and without.
fn same_token(a: &TokenKind, b: &TokenKind) -> bool {
    match (a, b) {
        (TokenKind::Quoted(quoted), TokenKind::Word(word)) | (TokenKind::Word(word), TokenKind::Quoted(quoted)) => {
            quoted == word
        }
        (a, b) => a == b,
    }
}

/// Without the parentheses that are around all of it.
fn without_parentheses(tokens: &[Token]) -> &[Token] {
    let is = |sign: &'static str| move |token: &&Token| token.kind == TokenKind::Sign(sign);
    let opening = tokens.iter().take_while(is("(")).count();
    let closing = tokens.iter().rev().take_while(is(")")).count();
    let inner = tokens.get(opening..tokens.len() - closing).unwrap_or_default();
    // As many of them as nothing in between has closed.
    let (mut depth, mut around) = (opening, opening.min(closing));
    for token in inner {
        match token.kind {
            TokenKind::Sign("(") => depth += 1,
            TokenKind::Sign(")") => depth = depth.saturating_sub(1),
            _ => {}
        }
        around = around.min(depth);
    }
    &tokens[around..tokens.len() - around]
}

#[cfg(test)]
mod tests {
    use super::Dialect;
    use crate::schema::Engine;

    fn dialect(engine: Engine) -> Dialect {
        Dialect {
            engine,
            enums: ["loan_status".to_owned()].into_iter().collect(),
            same_wording: engine == Engine::Sqlite,
        }
    }

    #[test]
    fn defaults_as_written_and_as_postgresql_prints_them() {
        let postgres = dialect(Engine::Postgres);
        for (written, printed, same) in [
            ("'open'", "'open'::character varying", Some(true)),
            ("'open'", "'closed'::character varying", Some(false)),
            ("'open'", "'open'::loan_status", Some(true)),
            ("'it''s'", "'it''s'::text", Some(true)),
            ("0", "0.00", Some(true)),
            ("0.00", "'0'::numeric", Some(true)),
            ("1", "2", Some(false)),
            ("-1", "'-1'::integer", Some(true)),
            ("'5'", "5", Some(true)),
            ("'5'", "6", Some(false)),
            ("TRUE", "true", Some(true)),
            ("'t'", "true", Some(true)),
            ("false", "true", Some(false)),
            ("CURRENT_TIMESTAMP", "now()", Some(true)),
            ("now()", "CURRENT_TIMESTAMP", Some(true)),
            ("now()", "'2020-01-01'::date", Some(false)),
            ("pg_catalog.now()", "now()", Some(true)),
            ("gen_random_uuid()", "uuid_generate_v4()", Some(false)),
            ("gen_random_uuid()", "ext.gen_random_uuid()", Some(true)),
            ("gen_random_uuid()", "'x'::text", Some(false)),
            ("'2020-1-1'", "'2020-01-01'::date", None),
            ("'{}'", "'{}'::jsonb", None),
            ("nextval('a')", "nextval('a_id_seq'::regclass)", Some(true)),
            ("nextval('a')", "1", Some(false)),
            ("1 + 1", "(1 + 1)", Some(true)),
            ("1 + 1", "(1 + 2)", None),
            ("1e3", "'1000'::double precision", None),
            ("'unclosed", "1", None),
        ] {
            assert_eq!(postgres.same_default(written, printed), same, "{written} and {printed}");
        }
    }

    #[test]
    fn conditions_as_written_and_as_postgresql_prints_them() {
        let postgres = dialect(Engine::Postgres);
        for (written, printed, same) in [
            ("amount > 0", "(amount > (0)::numeric)", Some(true)),
            ("amount > 0", "(amount >= (0)::numeric)", Some(false)),
            ("amount > 0", "(amount > (1)::numeric)", Some(false)),
            ("amount != 0", "(amount <> (0)::numeric)", Some(true)),
            ("score BETWEEN 300 AND 850", "((score >= 300) AND (score <= 850))", Some(true)),
            ("score BETWEEN 300 AND 850", "((score >= 300) AND (score <= 851))", Some(false)),
            ("score BETWEEN 300 AND 850", "(score >= 300)", Some(false)),
            ("\"period_end\" >= period_start", "(period_end >= period_start)", Some(true)),
            (
                "status IN ('a', 'b')",
                "((status)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))",
                Some(true),
            ),
            (
                "status IN ('a', 'b')",
                "((status)::text = ANY (ARRAY[('b'::character varying)::text, ('a'::character varying)::text]))",
                Some(true),
            ),
            ("status IN ('a', 'b')", "((status)::text = ANY (ARRAY['a'::text, 'c'::text]))", Some(false)),
            ("status IN ('a')", "((status)::text = 'a'::text)", Some(true)),
            ("status NOT IN (1, 2)", "(status <> ALL (ARRAY[1, 2]))", Some(true)),
            ("n IN (1, 2) AND m IS NOT NULL", "((n = ANY (ARRAY[1, 2])) AND (m IS NOT NULL))", Some(true)),
            ("a > 0 OR b > 0", "((a > 0) OR (b > 0))", None),
            ("length(a) > 1", "(length((a)::text) > 1)", None),
            ("code LIKE 'a%'", "((code)::text ~~ 'a%'::text)", Some(true)),
            ("day > '2020-1-1'", "(day > '2020-01-01'::date)", None),
        ] {
            assert_eq!(postgres.same_condition(written, printed), same, "{written} and {printed}");
        }
    }

    #[test]
    fn what_sqlite_keeps_is_compared_by_its_tokens() {
        let sqlite = dialect(Engine::Sqlite);
        assert_eq!(sqlite.same_condition("[a]  > 0 or b", "(\"a\" > 0 OR b /* or not */)"), Some(true));
        assert_eq!(sqlite.same_condition("a > 0 or b", "a > 1 or b"), Some(false));
        assert_eq!(sqlite.same_default("'a'", "'A'"), Some(false));
        assert_eq!(sqlite.same_default("(1)", "1"), Some(true));
    }

    #[test]
    fn what_mariadb_prints() {
        let mysql = dialect(Engine::Mysql);
        assert_eq!(mysql.same_default("CURRENT_TIMESTAMP", "current_timestamp()"), Some(true));
        assert_eq!(mysql.same_default("now()", "curdate()"), None);
        assert_eq!(mysql.same_default("TRUE", "1"), Some(true));
        assert_eq!(mysql.same_condition("amount > 0", "`amount` > 0"), Some(true));
        assert_eq!(mysql.same_condition("s IN ('a','b')", "`s` in (_utf8mb4'a',_utf8mb4'c')"), Some(false));
        assert_eq!(mysql.same_condition("a between 1 and 2", "`a` between 1 and 2"), Some(true));
    }

    #[test]
    fn deep_nesting_is_no_harm() {
        let deep = format!("{}a > 0{}", "(".repeat(20_000), ")".repeat(20_000));
        assert_eq!(dialect(Engine::Postgres).same_condition(&deep, "a > 0"), Some(true));
        let deep = format!(
            "b = {}0{} AND {}a > 0{}",
            "(".repeat(2_000),
            ")".repeat(2_000),
            "(".repeat(2_000),
            ")".repeat(2_000)
        );
        assert_eq!(dialect(Engine::Postgres).same_condition(&deep, "a > 0 AND c = 1"), None);
    }
}
