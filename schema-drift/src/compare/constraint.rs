//! Differences of keys and checks.

use std::fmt::Display;

use super::Comparison;
use crate::expression::Dialect;
use crate::report::Kind;
use crate::schema::{Check, Engine, ForeignKey, PrimaryKey, Rule, Text, Unique};

/// What a table may have several of, with names or without.
pub(super) trait Constraint: Display {
    const KIND: Kind;

    fn name(&self) -> Option<&Text>;

    /// Whether both demand the same; `None` where that can't be told.
    fn same(&self, other: &Self, dialect: &Dialect) -> Option<bool>;

    /// Whether one is likely the other, changed.
    fn alike(&self, other: &Self, dialect: &Dialect) -> bool;
}

impl Comparison<'_> {
    pub(super) fn constraints<C: Constraint>(&mut self, table: &str, expected: &[C], found: &[C]) {
        let dialect = self.dialect.clone();
        let mut expected: Vec<&C> = expected.iter().collect();
        let mut found: Vec<&C> = found.iter().collect();
        let same_name = |a: &C, b: &C| match (a.name(), b.name()) {
            (Some(a), Some(b)) => Some(dialect.same_name(a, b)),
            _ => None,
        };
        // Those of one name are one and the same, then those that demand the same, then those that are alike.
        for (wanted, there) in take(&mut expected, &mut found, |a, b| same_name(a, b) == Some(true)) {
            if wanted.same(there, &dialect) == Some(false) {
                self.constraint(table, Some(wanted), Some(there));
            }
        }
        for (wanted, there) in take(&mut expected, &mut found, |a, b| a.same(b, &dialect) == Some(true)) {
            if same_name(wanted, there) == Some(false) {
                let named = |it: &C| it.name().map(|name| format!("{it} with the name {name}"));
                self.add(C::KIND, Some(table), wanted.name().map(AsRef::as_ref), named(wanted), named(there));
            }
        }
        // Of those that no name tells apart, nothing is claimed where that can't be told.
        take(&mut expected, &mut found, |a, b| same_name(a, b).is_none() && a.same(b, &dialect).is_none());
        for (wanted, there) in take(&mut expected, &mut found, |a, b| a.alike(b, &dialect)) {
            self.constraint(table, Some(wanted), Some(there));
        }
        for wanted in expected {
            self.constraint(table, Some(wanted), None);
        }
        for there in found {
            self.constraint(table, None, Some(there));
        }
    }

    fn constraint<C: Constraint>(&mut self, table: &str, expected: Option<&C>, found: Option<&C>) {
        let name = expected.and_then(C::name).or_else(|| found.and_then(C::name)).map(AsRef::as_ref);
        self.add(C::KIND, Some(table), name, expected.map(ToString::to_string), found.map(ToString::to_string));
    }
}

/// Takes out the pairs of which this holds.
fn take<'a, C>(
    expected: &mut Vec<&'a C>,
    found: &mut Vec<&'a C>,
    holds: impl Fn(&C, &C) -> bool,
) -> Vec<(&'a C, &'a C)> {
    let mut pairs = Vec::new();
    expected.retain(|wanted| match found.iter().position(|there| holds(wanted, there)) {
        Some(at) => {
            pairs.push((*wanted, found.remove(at)));
            false
        }
        None => true,
    });
    pairs
}

impl Constraint for PrimaryKey {
    const KIND: Kind = Kind::PrimaryKey;

    fn name(&self) -> Option<&Text> {
        self.name.as_ref()
    }

    fn same(&self, other: &Self, dialect: &Dialect) -> Option<bool> {
        Some(dialect.same_names(&self.columns, &other.columns))
    }

    fn alike(&self, _: &Self, _: &Dialect) -> bool {
        true
    }
}

impl Constraint for ForeignKey {
    const KIND: Kind = Kind::ForeignKey;

    fn name(&self) -> Option<&Text> {
        self.name.as_ref()
    }

    fn same(&self, other: &Self, dialect: &Dialect) -> Option<bool> {
        let schema = |key: &Self| key.parent_schema.clone().unwrap_or_default();
        // InnoDB checks at once: <https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html>.
        let rule = |rule: Rule| match rule {
            Rule::Restrict if dialect.engine == Engine::Mysql => Rule::NoAction,
            other => other,
        };
        Some(
            dialect.same_names(&self.columns, &other.columns)
                && dialect.same_name(&schema(self), &schema(other))
                && dialect.same_name(&self.parent, &other.parent)
                && dialect.same_names(&self.parent_columns, &other.parent_columns)
                && rule(self.on_delete) == rule(other.on_delete)
                && rule(self.on_update) == rule(other.on_update)
                && self.match_full == other.match_full,
        )
    }

    fn alike(&self, other: &Self, dialect: &Dialect) -> bool {
        dialect.same_names(&self.columns, &other.columns)
    }
}

impl Constraint for Unique {
    const KIND: Kind = Kind::Unique;

    fn name(&self) -> Option<&Text> {
        self.name.as_ref()
    }

    fn same(&self, other: &Self, dialect: &Dialect) -> Option<bool> {
        if !self.alike(other, dialect)
            || self.index != other.index
            || self.nulls_not_distinct != other.nulls_not_distinct
        {
            return Some(false);
        }
        match (&self.predicate, &other.predicate) {
            (None, None) => Some(true),
            (Some(a), Some(b)) => dialect.same_condition(a, b),
            _ => Some(false),
        }
    }

    fn alike(&self, other: &Self, dialect: &Dialect) -> bool {
        let same = |a: &Option<Text>, b: &Option<Text>| match (a, b) {
            (Some(a), Some(b)) => dialect.same_name(a, b),
            (a, b) => a.is_none() && b.is_none(),
        };
        self.columns.len() == other.columns.len()
            && self.columns.iter().zip(other.columns.iter()).all(|(a, b)| same(a, b))
    }
}

impl Constraint for Check {
    const KIND: Kind = Kind::Check;

    fn name(&self) -> Option<&Text> {
        self.name.as_ref()
    }

    fn same(&self, other: &Self, dialect: &Dialect) -> Option<bool> {
        dialect.same_condition(&self.expression, &other.expression)
    }

    /// Two conditions have nothing in common by which to tell.
    fn alike(&self, _: &Self, _: &Dialect) -> bool {
        false
    }
}
