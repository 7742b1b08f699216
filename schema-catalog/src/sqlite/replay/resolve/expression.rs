//! What names in an expression stand for, and the types of expressions.

use super::super::affinity::{Affinity, Kinds, Typed};
use super::super::functions::{self, Found, Kind};
use super::relation::{Meaning, is_rowid};
use super::{Change, Context, Output, Outputs, Relation, Resolver, Scope};
use crate::cursor::Name;
use crate::fault::Fault;
use crate::source::Place;
use crate::sqlite::ddl::{Expr, ExprKind, Function};

impl Resolver<'_> {
    pub(super) fn expression(&mut self, expression: &mut Expr) -> Result<Typed, Fault> {
        match &mut expression.kind {
            ExprKind::Name(names) => {
                let place = names.first().map_or(expression.place, |name| name.place);
                if self.context.is_some_and(|context| matches!(context, Context::Index | Context::Generated))
                    && names.len() > 1
                {
                    return Err(self.prohibited(place, "a table's name before a column's"));
                }
                let mut taken = std::mem::take(names);
                let known = self.replaced.len();
                let typed = self.column(&mut taken);
                let quoted = matches!(self.change, Some(Change::Column { quoted: true, .. }));
                expression.kind = match taken.pop() {
                    Some(name) if taken.is_empty() && quoted && self.replaced.len() > known => {
                        ExprKind::DoubleQuoted(name)
                    }
                    last => ExprKind::Name(taken.into_iter().chain(last).collect()),
                };
                return typed;
            }
            ExprKind::DoubleQuoted(name) => {
                let mut names = vec![name.clone()];
                let found = self.look_up(&names, true)?;
                if found.is_none() {
                    if self.strict {
                        return Err(Fault::new(name.place, format!("there is no column `{}`", name.value))
                            .help("a string stands in single quotes"));
                    }
                    if self.fix_quotes {
                        self.replaced.push((name.place, Some(name.value.clone())));
                        expression.kind = ExprKind::String(name.value.clone());
                    }
                    return Ok(Typed::of(Kinds::TEXT));
                }
                let typed = self.column(&mut names)?;
                expression.kind = ExprKind::DoubleQuoted(names.swap_remove(0));
                return Ok(typed);
            }
            _ => {}
        }
        self.check_context(expression)?;
        if let ExprKind::Function(function) = &expression.kind {
            self.function(function)?;
        }
        let mut parts = Vec::with_capacity(expression.parts.len());
        for part in &mut expression.parts {
            parts.push(self.expression(part)?);
        }
        let mut queries = Vec::with_capacity(expression.queries.len());
        for query in &mut expression.queries {
            queries.push(self.select(query)?);
        }
        Ok(type_of(expression, parts, &queries))
    }

    fn check_context(&self, expression: &Expr) -> Result<(), Fault> {
        if self.context.is_none() {
            return Ok(());
        }
        let what = match &expression.kind {
            _ if !expression.queries.is_empty() => "a query",
            ExprKind::Parameter => "a parameter",
            ExprKind::Time if self.context != Some(Context::Check) => "the current time",
            _ => return Ok(()),
        };
        Err(self.prohibited(expression.place, what))
    }

    fn prohibited(&self, place: Place, what: &str) -> Fault {
        let context = self.context.map_or("this", Context::noun);
        Fault::new(place, format!("{what} is not allowed in {context}"))
    }

    fn function(&self, function: &Function) -> Result<(), Fault> {
        let Function { name, arguments, window, .. } = function;
        let called = &name.value;
        let kind = match functions::find(called, *arguments) {
            Found::Function(kind) => kind,
            Found::WrongCount => {
                return Err(Fault::new(name.place, format!("`{called}` takes another number of arguments")));
            }
            Found::Unknown => {
                return Err(Fault::refused(name.place, format!("SQLite has no function `{called}` of its own"))
                    .help("if the program that runs the migrations adds it, say so of this statement"));
            }
        };
        match (kind, self.context) {
            (Kind::Window, _) if !window => {
                Err(Fault::new(name.place, format!("`{called}` is a window function, which needs `OVER`")))
            }
            (Kind::Scalar | Kind::Volatile, _) if *window => {
                Err(Fault::new(name.place, format!("`{called}` is no window function, so `OVER` has no meaning")))
            }
            (Kind::Aggregate | Kind::Window, Some(_)) => Err(self.prohibited(name.place, "an aggregate function")),
            (Kind::Volatile, Some(context)) if context != Context::Check => {
                Err(self.prohibited(name.place, &format!("`{called}`, which is not the same each time,")))
            }
            _ => Ok(()),
        }
    }

    /// A column, whose names are replaced where they are to change.
    fn column(&mut self, names: &mut [Name]) -> Result<Typed, Fault> {
        let Some(meaning) = self.look_up(names, false)? else {
            return Ok(Typed::of(Kinds::NUMBER));
        };
        let Meaning::Column { typed, object, column, by_name, .. } = meaning else {
            return Ok(match meaning {
                Meaning::Alias(typed) => typed,
                _ => Typed::of(Kinds::NUMBER),
            });
        };
        match &self.change {
            Some(Change::Column { table, column: changed, to, .. })
                if object == Some(*table) && column == Some(*changed) =>
            {
                if let Some(last) = names.last_mut() {
                    last.value.clone_from(to);
                    self.replaced.push((last.place, None));
                }
            }
            Some(Change::Table { table, to }) if object == Some(*table) && by_name && names.len() > 1 => {
                let qualifier = names.len() - 2;
                names[qualifier].value.clone_from(to);
                self.replaced.push((names[qualifier].place, None));
            }
            _ => {}
        }
        Ok(typed)
    }

    /// Replaces the table's name of `table.*`.
    pub(super) fn rename_qualifier(&mut self, name: &mut Name) {
        let Some(Change::Table { table, to }) = &self.change else { return };
        let scope = self.scopes.last();
        let called = scope.and_then(|scope| scope.relations.iter().find(|relation| relation.is_called(&name.value)));
        if called.is_some_and(|relation| relation.object == Some(*table) && relation.alias.is_none()) {
            name.value.clone_from(to);
            self.replaced.push((name.place, None));
        }
    }

    /// What a name stands for: nothing for `true` and `false`, and for what may be a string.
    pub(super) fn look_up(&self, names: &[Name], may_be_string: bool) -> Result<Option<Meaning>, Fault> {
        let Some((name, qualifiers)) = names.split_last() else { return Ok(None) };
        let table = qualifiers.last().map(|name| name.value.as_str());
        let ignored = self.context.is_some_and(|context| matches!(context, Context::Check | Context::Predicate));
        let schema = if qualifiers.len() > 1 && !ignored { Some(qualifiers[0].value.as_str()) } else { None };
        for scope in self.scopes.iter().rev() {
            match self.look_up_in(scope, schema, table, &name.value) {
                Looked::Found(meaning) => return Ok(Some(meaning)),
                Looked::Ambiguous => {
                    return Err(Fault::new(
                        name.place,
                        format!("more than one table here has a column `{}`", name.value),
                    ));
                }
                Looked::Nothing => {}
            }
        }
        if table.is_none() && may_be_string {
            return Ok(None);
        }
        let boolean = name.value.eq_ignore_ascii_case("true") || name.value.eq_ignore_ascii_case("false");
        if table.is_none() && boolean {
            return Ok(None);
        }
        let written: Vec<&str> = names.iter().map(|name| name.value.as_str()).collect();
        let fault = Fault::new(names[0].place, format!("there is no column `{}`", written.join(".")));
        let known: Vec<&str> =
            self.scopes.iter().flat_map(|scope| &scope.relations).flat_map(Relation::names).collect();
        Err(match crate::suggest::nearest(&name.value, known) {
            Some(near) => fault.help(format!("did you mean `{near}`?")),
            None => fault,
        })
    }

    fn look_up_in(&self, scope: &Scope, schema: Option<&str>, table: Option<&str>, name: &str) -> Looked {
        let mut found: Option<(&Relation, &Output)> = None;
        let mut rowids: Vec<&Relation> = Vec::new();
        for relation in &scope.relations {
            if table.is_some_and(|table| !relation.is_called(table)) {
                continue;
            }
            if let (Some(schema), Some(of)) = (schema, &relation.schema)
                && !schema.eq_ignore_ascii_case(of)
            {
                continue;
            }
            if let Some(output) = relation.column(name) {
                if found.is_some() {
                    let shared = relation.shared.iter().any(|shared| shared.eq_ignore_ascii_case(name));
                    match (shared, relation.right) {
                        (false, _) => return Looked::Ambiguous,
                        (true, false) => continue,
                        (true, true) => {}
                    }
                }
                found = Some((relation, output));
            } else if relation.columns.is_none() {
                return Looked::Found(Meaning::Column {
                    name: name.to_owned(),
                    typed: Typed::of(Kinds::ANY),
                    object: None,
                    column: None,
                    by_name: false,
                });
            }
            if relation.rowid.is_some() {
                rowids.push(relation);
            }
        }
        if let Some((relation, output)) = found {
            return Looked::Found(relation.meaning(output));
        }
        if let Some(meaning) = self.look_up_row(scope, table, name) {
            return Looked::Found(meaning);
        }
        let no_rowid = self.context.is_some_and(|context| matches!(context, Context::Index | Context::Generated));
        if is_rowid(name) && !no_rowid {
            match rowids.as_slice() {
                [] => {}
                [relation] => return Looked::Found(relation.rowid_meaning()),
                _ => return Looked::Ambiguous,
            }
        }
        let alias = scope.aliases.iter().find(|(alias, _)| table.is_none() && alias.eq_ignore_ascii_case(name));
        alias.map_or(Looked::Nothing, |(_, typed)| Looked::Found(Meaning::Alias(typed.clone())))
    }

    /// A column of `new`, `old` or `excluded`.
    fn look_up_row(&self, scope: &Scope, table: Option<&str>, name: &str) -> Option<Meaning> {
        let table = table?;
        let row = match (&self.triggered, &scope.excluded) {
            (Some((relation, true, _)), _) if table.eq_ignore_ascii_case("new") => relation,
            (Some((relation, _, true)), _) if table.eq_ignore_ascii_case("old") => relation,
            (_, Some(relation)) if table.eq_ignore_ascii_case("excluded") => relation,
            _ => return None,
        };
        let meaning = match row.column(name) {
            Some(output) => row.meaning(output),
            None if row.columns.is_none() || row.rowid.is_some() && is_rowid(name) => row.rowid_meaning(),
            None => return None,
        };
        Some(match meaning {
            // The table is not called by its name here.
            Meaning::Column { name, typed, object, column, .. } => {
                Meaning::Column { name, typed, object, column, by_name: false }
            }
            other => other,
        })
    }
}

enum Looked {
    Found(Meaning),
    Ambiguous,
    Nothing,
}

/// Functions that are their first argument to what asks for its name.
pub(super) fn is_passed_through(name: &str) -> bool {
    ["likely", "unlikely", "likelihood"].iter().any(|known| known.eq_ignore_ascii_case(name))
}

fn type_of(expression: &Expr, parts: Vec<Typed>, queries: &[Outputs]) -> Typed {
    match &expression.kind {
        ExprKind::Null => Typed::of(Kinds::NONE),
        ExprKind::String(_) => Typed::of(Kinds::TEXT),
        ExprKind::Blob => Typed::of(Kinds::BLOB),
        ExprKind::Concat => Typed::of(Kinds::TEXT.or(Kinds::BLOB)),
        ExprKind::Parameter | ExprKind::Time => Typed::of(Kinds::ANY),
        ExprKind::Function(_) => Typed::of(Kinds::ANY),
        ExprKind::Cast(sql_type) => {
            let affinity = Affinity::of_column(sql_type);
            Typed { declared: None, affinity, kinds: Kinds::of(affinity), cast: true }
        }
        ExprKind::Collate(_) => match parts.into_iter().next() {
            Some(inner) => Typed { declared: None, cast: false, ..inner },
            None => Typed::default(),
        },
        ExprKind::Plus => Typed::of(parts.first().map_or(Kinds::NUMBER, |part| part.kinds)),
        ExprKind::Case { operand, otherwise } => {
            let first = usize::from(*operand);
            let last = parts.len() - usize::from(*otherwise);
            let results = parts[first..last].iter().skip(1).step_by(2).chain(&parts[last..]);
            Typed::of(results.fold(Kinds::NONE, |all, part| all.or(part.kinds)))
        }
        ExprKind::Query => {
            let first = queries.first().and_then(Option::as_ref).and_then(|columns| columns.first());
            first.map_or(Typed::of(Kinds::ANY), |column| {
                let last = column.last.as_ref().unwrap_or(&column.typed);
                Typed::column(last.declared.clone(), last.affinity)
            })
        }
        ExprKind::Row => Typed {
            declared: None,
            affinity: parts.first().map_or(Affinity::None, |part| part.affinity),
            kinds: Kinds::ANY,
            cast: false,
        },
        _ => Typed::of(Kinds::NUMBER),
    }
}
