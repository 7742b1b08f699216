//! Which types the engine turns into each other by itself, as far as DDL asks: for a foreign key, and for a change of a
//! column's type without `USING`.
//!
//! PostgreSQL's `pg_cast` and operator families: <https://www.postgresql.org/docs/current/typeconv.html>. Where an
//! extension's type takes part, which may bring casts of its own, the engine is taken to have agreed.

use super::Postgres;
use crate::catalog::{SqlType, TypeKind, TypeName};

/// Types with one `=` among them, whose values a foreign key can compare.
pub(crate) const COMPARED: &[&[&str]] = &[
    &["int2", "int4", "int8"],
    &["float4", "float8"],
    &["text", "varchar", "name"],
    &["date", "timestamp", "timestamptz"],
    &["inet", "cidr"],
    &["bit", "varbit"],
];

/// What the engine turns into what wherever a value is needed: from, to.
const IMPLICIT: &[(&str, &[&str])] = &[
    ("int2", &["int4", "int8", "numeric", "float4", "float8", "oid"]),
    ("int4", &["int8", "numeric", "float4", "float8", "oid"]),
    ("int8", &["numeric", "float4", "float8", "oid"]),
    ("numeric", &["float4", "float8"]),
    ("float4", &["float8"]),
    ("text", &["bpchar", "varchar", "name", "regclass"]),
    ("varchar", &["bpchar", "text", "name", "regclass"]),
    ("bpchar", &["text", "varchar", "name"]),
    ("char", &["text"]),
    ("name", &["text"]),
    ("date", &["timestamp", "timestamptz"]),
    ("timestamp", &["timestamptz"]),
    ("time", &["timetz", "interval"]),
    ("cidr", &["inet"]),
    ("macaddr", &["macaddr8"]),
    ("macaddr8", &["macaddr"]),
    ("bit", &["varbit"]),
    ("varbit", &["bit"]),
    ("oid", &["regclass", "regproc", "regtype", "regrole", "regnamespace"]),
    ("regclass", &["oid"]),
    ("regproc", &["oid"]),
    ("regtype", &["oid"]),
];

/// What the engine turns into what besides where a value is assigned to a column.
const ASSIGNED: &[(&str, &[&str])] = &[
    ("int4", &["int2", "money"]),
    ("int8", &["int2", "int4", "money"]),
    ("numeric", &["int2", "int4", "int8", "money"]),
    ("float4", &["int2", "int4", "int8", "numeric"]),
    ("float8", &["int2", "int4", "int8", "numeric", "float4"]),
    ("money", &["numeric"]),
    ("timestamp", &["date", "time"]),
    ("timestamptz", &["date", "time", "timetz", "timestamp"]),
    ("timetz", &["time"]),
    ("interval", &["time"]),
    ("inet", &["cidr"]),
    ("json", &["jsonb"]),
    ("jsonb", &["json"]),
    ("text", &["char"]),
    ("varchar", &["char"]),
    ("bpchar", &["char"]),
    ("oid", &["int4", "int8"]),
    ("regclass", &["int4", "int8"]),
];

/// Whether the engine turns one of its types into another wherever a value is needed.
pub(crate) fn implicit(from: &str, to: &str) -> bool {
    listed(IMPLICIT, from, to)
}

fn listed(casts: &[(&str, &[&str])], from: &str, to: &str) -> bool {
    casts.iter().any(|(known, targets)| *known == from && targets.contains(&to))
}

/// A type as far as casts go: below its domains.
#[derive(PartialEq)]
enum Base {
    Builtin(&'static str, bool),
    /// One that the migrations made, without a cast but to text; and whether it is an array.
    Made(TypeName, bool),
    /// Of an extension or made by hand, with casts that are not known here.
    Other,
}

impl Postgres {
    fn base(&self, sql_type: &SqlType) -> Base {
        match sql_type.name {
            TypeName::Builtin(builtin) => Base::Builtin(builtin.name, sql_type.array),
            TypeName::User(id) => match &self.catalog.type_by_id(id).kind {
                TypeKind::Domain { base, .. } if !sql_type.array => self.base(base),
                TypeKind::Base => Base::Other,
                _ => Base::Made(sql_type.name.clone(), sql_type.array),
            },
            TypeName::Row(_) | TypeName::Declared(_) => Base::Made(sql_type.name.clone(), sql_type.array),
        }
    }

    /// The type that a domain restricts, however many domains are between; any other type itself.
    pub(crate) fn below_domains(&self, sql_type: &SqlType) -> SqlType {
        let mut found = sql_type.clone();
        while let (TypeName::User(id), false) = (&found.name, found.array)
            && let TypeKind::Domain { base, .. } = &self.catalog.type_by_id(*id).kind
        {
            found = base.clone();
        }
        found
    }

    /// Whether a type is made of columns.
    pub(crate) fn is_composite(&self, sql_type: &SqlType) -> bool {
        match self.below_domains(sql_type) {
            SqlType { array: true, .. } => false,
            SqlType { name: TypeName::Row(_), .. } => true,
            SqlType { name: TypeName::User(id), .. } => {
                matches!(self.catalog.type_by_id(id).kind, TypeKind::Composite(_))
            }
            _ => false,
        }
    }

    /// The engine's own type that a type is, below its domains; `None` for arrays and all others.
    pub(crate) fn engines_own(&self, sql_type: &SqlType) -> Option<&'static str> {
        match self.base(sql_type) {
            Base::Builtin(name, false) => Some(name),
            _ => None,
        }
    }

    /// Whether a foreign key of one type can refer to a key of another.
    pub(crate) fn can_refer(&self, child: &SqlType, parent: &SqlType) -> bool {
        // All that is made of columns is compared as `record`.
        if self.is_composite(child) && self.is_composite(parent) {
            return true;
        }
        let (child, parent) = (self.base(child), self.base(parent));
        match (&child, &parent) {
            (Base::Other, _) | (_, Base::Other) => true,
            (Base::Builtin(from, false), Base::Builtin(to, false)) => {
                // The operators of `varchar` are those of `text`.
                let operators = if *to == "varchar" { "text" } else { *to };
                let compared = self.rules().compared.iter().any(|family| family.contains(from) && family.contains(to));
                from == to || compared || listed(IMPLICIT, from, operators)
            }
            _ => child == parent,
        }
    }

    /// Whether a column of one type can become one of another without `USING`.
    pub(crate) fn can_become(&self, from: &SqlType, to: &SqlType) -> bool {
        match (self.base(from), self.base(to)) {
            (Base::Other, _) | (_, Base::Other) => true,
            (Base::Builtin(from, from_array), Base::Builtin(to, to_array)) => {
                // Every type can be written as text.
                let text = ["text", "varchar", "bpchar"].contains(&to);
                if from_array != to_array {
                    return text && !to_array;
                }
                from == to || text || listed(IMPLICIT, from, to) || listed(ASSIGNED, from, to)
            }
            (Base::Made(from, from_array), Base::Made(to, to_array)) => from == to && from_array == to_array,
            (Base::Made(_, from_array), Base::Builtin(to, to_array)) => {
                ["text", "varchar", "bpchar"].contains(&to) && (from_array == to_array || !to_array)
            }
            (Base::Builtin(..), Base::Made(..)) => false,
        }
    }
}
