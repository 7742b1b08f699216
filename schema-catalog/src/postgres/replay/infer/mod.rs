//! What expressions and queries give and read: types and names of results, by the engine's own rules, or why these
//! are not known.
//!
//! <https://www.postgresql.org/docs/current/typeconv.html>

pub(crate) mod overload;
mod query;
mod read;
mod scope;

pub(crate) use overload::{is_function_of_extension, is_own_function};
pub(crate) use query::reads_sequence;
pub(crate) use read::Read;
use scope::Found;
pub(crate) use scope::Scope;

use super::Postgres;
use crate::catalog::{Builtin, ColumnId, SqlType, TableId, TypeKind, TypeName, builtin};
use crate::cursor::{Name, QualifiedName};
use crate::fault::Fault;
use crate::postgres::ddl::{AT_TIME_ZONE, Call, Expr, SubqueryKind};
use crate::source::Place;

/// The type of an expression.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Inferred {
    Known(SqlType),
    /// A text or NULL, which becomes what is asked for.
    Literal,
    NotKnown(Reason),
}

/// Why something is not known, and where.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Reason {
    pub(crate) what: &'static str,
    pub(crate) place: Place,
}

impl Inferred {
    fn builtin(name: &'static str) -> Self {
        Self::Known(SqlType::of(name))
    }

    /// The type as that of a column: a literal is a text.
    pub(crate) fn of_column(self) -> Self {
        if self == Self::Literal { Self::builtin("text") } else { self }
    }
}

/// Reads expressions and queries of one statement, and notes what they read and call.
pub(crate) struct Reader<'r> {
    pub(crate) replay: &'r Postgres,
    pub(crate) tables: Vec<TableId>,
    pub(crate) columns: Vec<(TableId, ColumnId)>,
    /// The functions that are called, by name; and the fields of composite values that are read, with a dot before them.
    pub(crate) functions: Vec<String>,
    /// Whether a row is read as a whole.
    whole_row: bool,
    /// Whether something temporary is read.
    pub(crate) temporary: bool,
    /// The place that is told where something is not known.
    place: Place,
}

impl<'r> Reader<'r> {
    pub(crate) fn new(replay: &'r Postgres, place: Place) -> Self {
        Self {
            replay,
            tables: Vec::new(),
            columns: Vec::new(),
            functions: Vec::new(),
            whole_row: false,
            temporary: false,
            place,
        }
    }

    fn not_known(&self, what: &'static str) -> Inferred {
        Inferred::NotKnown(Reason { what, place: self.place })
    }

    /// The type of an expression.
    pub(crate) fn expr(&mut self, expr: &Expr, scope: &Scope<'_>) -> Result<Inferred, Fault> {
        Ok(match expr {
            Expr::Text | Expr::Null => Inferred::Literal,
            Expr::Literal(name) | Expr::Value { sql_type: name, .. } => match (self.replay.rules().literal)(name) {
                Some(name) => Inferred::builtin(name),
                None => self.not_known("the type of this is not known"),
            },
            Expr::Unknowable => self.not_known("the type of this is not known"),
            Expr::TypedText(sql_type) => self.replay.resolve_type(sql_type).map_or_else(
                |_| self.not_known("the type of this is not known"),
                |found| Inferred::Known(SqlType { array: found.array, ..found }),
            ),
            Expr::Cast { of, types } => {
                self.expr(of, scope)?;
                match types.last() {
                    // The type that a literal has before it is known which.
                    Some(last) if last.name == "unknown" && last.schema.is_none() => Inferred::Literal,
                    Some(last) => Inferred::Known(self.replay.resolve_type(last)?),
                    None => Inferred::Literal,
                }
            }
            Expr::Column(path) => self.column(path, scope)?,
            Expr::AllOf(path) => {
                self.all_of(path, scope)?;
                self.not_known("the type of a row is not known here")
            }
            Expr::Boolean(parts) => {
                self.all(parts, scope)?;
                Inferred::builtin("bool")
            }
            Expr::Operators { first, rest } => {
                let mut left = self.expr(first, scope)?;
                for (operator, operand) in rest {
                    let right = self.expr(operand, scope)?;
                    left = self.operator(operator, left, right);
                }
                left
            }
            Expr::Prefix { operator, of } => {
                let of = self.expr(of, scope)?;
                self.prefix(operator, &of)
            }
            Expr::Case { conditions, results, otherwise } => {
                self.all(conditions, scope)?;
                let mut of = self.all(results, scope)?;
                // The engine has `ELSE` before all others, and NULL where there is none.
                let last = if *otherwise { of.pop() } else { Some(Inferred::Literal) };
                of.splice(0..0, last);
                self.common(of, false)
            }
            Expr::OneOf { of, .. } => {
                let of = self.all(of, scope)?;
                self.common(of, false)
            }
            Expr::NullIf(of) => {
                let mut of = self.all(of, scope)?;
                match (of.pop(), of.pop()) {
                    (Some(right), Some(left)) => self.compared(left, &right),
                    _ => self.not_known("`NULLIF` compares two values"),
                }
            }
            Expr::Row(parts) => {
                self.all(parts, scope)?;
                self.not_known("the type of a row is not known here")
            }
            Expr::Array(parts) => {
                let of = self.all(parts, scope)?;
                match self.common(of, true) {
                    Inferred::Known(element) => Inferred::Known(SqlType { array: true, ..element }),
                    Inferred::Literal => Inferred::Known(SqlType { array: true, ..SqlType::of("text") }),
                    other => other,
                }
            }
            Expr::Subquery { query, kind } => {
                let outputs = self.query(query, scope)?;
                let first = outputs.into_iter().next().map(|output| output.sql_type.of_column());
                match (kind, first) {
                    (SubqueryKind::Exists, _) => Inferred::builtin("bool"),
                    (SubqueryKind::Array, Some(Inferred::Known(element))) => {
                        Inferred::Known(SqlType { array: true, ..element })
                    }
                    (_, Some(found)) => found,
                    (_, None) => self.not_known("this query has no results"),
                }
            }
            Expr::Subscript { of, slice, indexes } => {
                self.all(indexes, scope)?;
                match self.expr(of, scope)? {
                    Inferred::Known(found) if found.array => Inferred::Known(SqlType { array: *slice, ..found }),
                    Inferred::Known(found) if found == SqlType::of("jsonb") => Inferred::Known(found),
                    Inferred::NotKnown(reason) => Inferred::NotKnown(reason),
                    _ => self.not_known("what is subscripted here is no array that is known"),
                }
            }
            Expr::Field { of, names } => {
                let of = self.expr(of, scope)?;
                // A field of what is not known is read all the same.
                self.functions.extend(names.iter().map(|name| format!(".{}", name.value)));
                self.field(&of, names)
            }
            Expr::Fields(of) => {
                self.expr(of, scope)?;
                self.not_known("the fields of this are not known")
            }
            Expr::Call(call) => self.call(call, scope)?,
        })
    }

    fn all(&mut self, all: &[Expr], scope: &Scope<'_>) -> Result<Vec<Inferred>, Fault> {
        all.iter().map(|expr| self.expr(expr, scope)).collect()
    }

    fn column(&mut self, path: &[Name], scope: &Scope<'_>) -> Result<Inferred, Fault> {
        if let Some(name) = path.last() {
            self.place = name.place;
        }
        match scope.find(self.replay, path)? {
            Found::Column { sql_type, origin } => {
                self.columns.extend(origin);
                Ok(sql_type)
            }
            Found::Row(columns, sql_type) => {
                // A row of a table needs the table, and none of its columns.
                self.columns.extend(columns.into_iter().filter(|_| sql_type.is_none()));
                self.whole_row = true;
                Ok(sql_type.map_or_else(|| self.not_known("the type of a row is not known here"), Inferred::Known))
            }
            Found::NotKnown => Ok(self.not_known("what this name stands for is not known")),
        }
    }

    /// Notes the columns of `table.*`.
    fn all_of(&mut self, path: &[Name], scope: &Scope<'_>) -> Result<(), Fault> {
        if let Found::Row(columns, _) = scope.find_row(path)? {
            self.columns.extend(columns);
        }
        Ok(())
    }

    fn field(&self, of: &Inferred, names: &[Name]) -> Inferred {
        let mut of = match of {
            Inferred::Known(of) => of.clone(),
            other => return other.clone(),
        };
        for name in names {
            let found = match &of.name {
                TypeName::Row(table) if !of.array => {
                    self.replay.table_of(*table).column(&name.value).map(|column| column.sql_type.clone())
                }
                TypeName::User(id) if !of.array => match &self.replay.catalog.type_by_id(*id).kind {
                    TypeKind::Composite(attributes) => {
                        attributes.iter().find(|(known, _)| *known == name.value).map(|(_, found)| found.clone())
                    }
                    _ => None,
                },
                _ => None,
            };
            match found {
                Some(found) => of = found,
                None => return self.not_known("what this is a field of is not known"),
            }
        }
        Inferred::Known(of)
    }

    fn call(&mut self, call: &Call, scope: &Scope<'_>) -> Result<Inferred, Fault> {
        let mut arguments = self.all(&call.arguments, scope)?;
        arguments.extend(self.all(&call.within_group, scope)?);
        self.all(&call.more, scope)?;
        self.functions.push(call.name.name.value.clone());
        self.place = call.name.place();
        Ok(self.function(&call.name, &arguments, call.named))
    }

    /// The result of a function, as far as it is one of the engine's own.
    fn function(&self, name: &QualifiedName, arguments: &[Inferred], named: bool) -> Inferred {
        let unknown = || self.not_known("what this function gives is not known");
        let own = name.schema.as_ref().is_none_or(|schema| schema.value == "pg_catalog");
        let shadowed = name.schema.is_none() && self.replay.routines.contains_key(&name.name.value);
        if !own || shadowed {
            return unknown();
        }
        match (self.replay.rules().function)(self.replay, &name.name.value, arguments, named) {
            Some(found) => Inferred::Known(found),
            None => unknown(),
        }
    }

    fn operator(&self, operator: &str, left: Inferred, right: Inferred) -> Inferred {
        let rules = self.replay.rules();
        let found = if operator == AT_TIME_ZONE {
            (rules.function)(self.replay, "timezone", &[right, left], false)
        } else {
            (rules.operator)(self.replay, operator, Some(&left), &right).map(|(_, result)| result)
        };
        found.map_or_else(|| self.not_known("what this operator gives is not known"), Inferred::Known)
    }

    fn prefix(&self, operator: &str, of: &Inferred) -> Inferred {
        match (self.replay.rules().operator)(self.replay, operator, None, of) {
            Some((_, result)) => Inferred::Known(result),
            None => self.not_known("what this operator gives is not known"),
        }
    }

    /// The type of `NULLIF`: that of its first value, as it is compared.
    fn compared(&self, left: Inferred, right: &Inferred) -> Inferred {
        if let (Inferred::Known(one), Inferred::Known(_) | Inferred::Literal) = (&left, right)
            && matches!(overload::Kind::of(self.replay, one), overload::Kind::Enum)
        {
            return left;
        }
        match (self.replay.rules().operator)(self.replay, "=", Some(&left), right) {
            Some((operand, _)) => match left {
                // A value that is compared as it is keeps its length too.
                Inferred::Known(left) if left.name == operand.name && left.array == operand.array => {
                    Inferred::Known(left)
                }
                _ => Inferred::Known(operand),
            },
            None => self.not_known("how these values are compared is not known"),
        }
    }

    /// The type that several become, as in `CASE` and `UNION`.
    ///
    /// <https://www.postgresql.org/docs/current/typeconv-union-case.html>
    pub(crate) fn common(&self, all: Vec<Inferred>, array: bool) -> Inferred {
        let mut known: Vec<SqlType> = Vec::new();
        let mut literal = false;
        for found in all {
            match found {
                Inferred::Known(found) => known.push(found),
                Inferred::Literal => literal = true,
                not_known @ Inferred::NotKnown(_) => return not_known,
            }
        }
        let Some(first) = known.first().cloned() else { return Inferred::Literal };
        let same = |one: &SqlType, other: &SqlType| one.name == other.name && one.array == other.array;
        if !known.iter().all(|other| same(&first, other)) {
            let bare = |found: &SqlType| {
                let found = self.replay.below_domains(found);
                SqlType { array: found.array, ..SqlType::new(found.name) }
            };
            let mut chosen = bare(&first);
            for next in known[1..].iter().map(bare).collect::<Vec<_>>() {
                if same(&chosen, &next) {
                    continue;
                }
                match (self.replay.rules().better)(self.replay, &chosen, &next) {
                    Some(true) => chosen = next,
                    Some(false) => {}
                    None => return self.not_known("these types have none in common that is known"),
                }
            }
            return Inferred::Known(chosen);
        }
        if array && first.array {
            return Inferred::Known(first);
        }
        // A length is kept where all have the same, and a literal has none.
        let exact = !literal && known.iter().all(|other| *other == first);
        Inferred::Known(if exact { first } else { SqlType { array: first.array, ..SqlType::new(first.name) } })
    }
}

/// The engine's own type of a name in its catalog: `int4`, `_text`.
fn of_catalog_name(name: &str) -> Option<SqlType> {
    let (element, array) = match name.strip_prefix('_') {
        Some(element) => (element, true),
        None => (name, false),
    };
    let found: &'static Builtin = builtin(element, false).filter(|found| found.name == element)?;
    Some(SqlType { array, ..SqlType::new(TypeName::Builtin(found)) })
}
