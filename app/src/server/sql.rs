//! Statements on tables and columns that are chosen when the program runs. Names come from the schema and are quoted,
//! values are bound.
//!
//! The text of a condition, an insert or an update depends on what is asked for. Diesel keeps each statement that it prepares
//! for as long as its connection lives, so these say that they are not worth keeping.

use diesel::expression::expression_types::NotSelectable;
use diesel::expression::{AppearsOnTable, Expression, ValidGrouping, is_aggregate};
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::{BigInt, Bool, Integer, Nullable};
use diesel::{QueryResult, RunQueryDsl};

use super::value::Value;
use crate::database::{Database, MultiBackend};

/// A column with its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) table: &'static str,
    pub(crate) column: &'static str,
}

/// What must hold of a row.
#[derive(Debug, Clone)]
pub(crate) enum Condition {
    /// `column = value`, or another operator; NULL is asked for with `IS NULL`.
    Compare(Place, &'static str, Value),
    /// `column IN (1, 2)`
    OneOf(Place, Vec<i32>),
    /// `column IN (SELECT key FROM parent WHERE …)`
    Within(Place, Place, Box<Condition>),
    Not(Box<Condition>),
    All(Vec<Condition>),
    Any(Vec<Condition>),
}

impl Condition {
    /// Of every row.
    pub(crate) const ALWAYS: Self = Self::All(Vec::new());
    /// Of none.
    pub(crate) const NEVER: Self = Self::Any(Vec::new());

    pub(crate) fn equal(table: &'static str, column: &'static str, value: impl Into<Value>) -> Self {
        Self::Compare(Place { table, column }, " = ", value.into())
    }

    pub(crate) fn and(self, other: Self) -> Self {
        Self::All(vec![self, other])
    }
}

impl From<i32> for Value {
    fn from(value: i32) -> Self {
        Self::Integer32(value)
    }
}

/// The order of rows: each column, and whether it descends.
#[derive(Debug, Clone)]
pub(crate) struct Order(pub(crate) Vec<(Place, bool)>);

/// `SELECT count(*)`
pub(crate) struct Count {
    pub(crate) table: &'static str,
    pub(crate) condition: Condition,
}

/// One column of numbers.
pub(crate) struct Numbers {
    pub(crate) of: Place,
    pub(crate) condition: Condition,
}

/// A new row. Loaded, it gives its `id`.
pub(crate) struct Insert<'a> {
    pub(crate) table: &'static str,
    pub(crate) values: &'a [(&'static str, Value)],
    pub(crate) gives_id: bool,
}

/// New values for a row.
pub(crate) struct Update<'a> {
    pub(crate) table: &'static str,
    pub(crate) values: &'a [(&'static str, Value)],
    pub(crate) condition: Condition,
}

pub(crate) struct Delete {
    pub(crate) table: &'static str,
    pub(crate) condition: Condition,
}

impl QueryFragment<MultiBackend> for Place {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        out.push_identifier(self.table)?;
        out.push_sql(".");
        out.push_identifier(self.column)
    }
}

impl QueryFragment<MultiBackend> for Condition {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        out.unsafe_to_cache_prepared();
        match self {
            Self::Compare(place, _, Value::Null) => {
                place.walk_ast(out.reborrow())?;
                out.push_sql(" IS NULL");
            }
            Self::Compare(place, operator, value) => {
                place.walk_ast(out.reborrow())?;
                out.push_sql(operator);
                value.walk_ast(out.reborrow())?;
            }
            Self::OneOf(_, numbers) if numbers.is_empty() => out.push_sql("1 = 0"),
            Self::OneOf(place, numbers) => {
                place.walk_ast(out.reborrow())?;
                out.push_sql(" IN (");
                for (position, number) in numbers.iter().enumerate() {
                    out.push_sql(if position == 0 { "" } else { ", " });
                    out.push_bind_param::<Integer, _>(number)?;
                }
                out.push_sql(")");
            }
            Self::Within(place, key, condition) => {
                place.walk_ast(out.reborrow())?;
                out.push_sql(" IN (SELECT ");
                key.walk_ast(out.reborrow())?;
                out.push_sql(" FROM ");
                out.push_identifier(key.table)?;
                push_where(condition, out.reborrow())?;
                out.push_sql(")");
            }
            Self::Not(condition) => {
                out.push_sql("NOT (");
                condition.walk_ast(out.reborrow())?;
                out.push_sql(")");
            }
            Self::All(conditions) => join(conditions, " AND ", "1 = 1", out)?,
            Self::Any(conditions) => join(conditions, " OR ", "1 = 0", out)?,
        }
        Ok(())
    }
}

fn join<'b>(
    conditions: &'b [Condition],
    separator: &str,
    none: &str,
    mut out: AstPass<'_, 'b, MultiBackend>,
) -> QueryResult<()> {
    // Whatever stands beside it binds no closer.
    out.push_sql("(");
    if conditions.is_empty() {
        out.push_sql(none);
    }
    for (position, condition) in conditions.iter().enumerate() {
        out.push_sql(if position == 0 { "" } else { separator });
        condition.walk_ast(out.reborrow())?;
    }
    out.push_sql(")");
    Ok(())
}

fn push_where<'b>(condition: &'b Condition, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
    out.push_sql(" WHERE ");
    condition.walk_ast(out)
}

impl QueryFragment<MultiBackend> for Order {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        for (position, (place, descends)) in self.0.iter().enumerate() {
            out.push_sql(if position == 0 { "" } else { ", " });
            place.walk_ast(out.reborrow())?;
            out.push_sql(if *descends { " DESC" } else { " ASC" });
        }
        Ok(())
    }
}

impl QueryFragment<MultiBackend> for Count {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        out.push_sql("SELECT count(*) FROM ");
        out.push_identifier(self.table)?;
        push_where(&self.condition, out)
    }
}

impl QueryFragment<MultiBackend> for Numbers {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        out.push_sql("SELECT ");
        self.of.walk_ast(out.reborrow())?;
        out.push_sql(" FROM ");
        out.push_identifier(self.of.table)?;
        push_where(&self.condition, out)
    }
}

impl QueryFragment<MultiBackend> for Insert<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        out.unsafe_to_cache_prepared();
        out.push_sql("INSERT INTO ");
        out.push_identifier(self.table)?;
        out.push_sql(" (");
        for (position, (column, _)) in self.values.iter().enumerate() {
            out.push_sql(if position == 0 { "" } else { ", " });
            out.push_identifier(column)?;
        }
        out.push_sql(") VALUES (");
        for (position, (_, value)) in self.values.iter().enumerate() {
            out.push_sql(if position == 0 { "" } else { ", " });
            value.walk_ast(out.reborrow())?;
        }
        out.push_sql(")");
        if self.gives_id {
            out.push_sql(" RETURNING ");
            out.push_identifier("id")?;
        }
        Ok(())
    }
}

impl QueryFragment<MultiBackend> for Update<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        out.unsafe_to_cache_prepared();
        out.push_sql("UPDATE ");
        out.push_identifier(self.table)?;
        out.push_sql(" SET ");
        for (position, (column, value)) in self.values.iter().enumerate() {
            out.push_sql(if position == 0 { "" } else { ", " });
            out.push_identifier(column)?;
            out.push_sql(" = ");
            value.walk_ast(out.reborrow())?;
        }
        push_where(&self.condition, out)
    }
}

impl QueryFragment<MultiBackend> for Delete {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        out.push_sql("DELETE FROM ");
        out.push_identifier(self.table)?;
        push_where(&self.condition, out)
    }
}

/// What all of them have in common: none is the same text every time.
macro_rules! dynamic {
    ($($statement:ty),+) => {
        $(impl QueryId for $statement {
            type QueryId = ();
            const HAS_STATIC_QUERY_ID: bool = false;
        })+
    };
}

dynamic!(Place, Condition, Order, Count, Numbers, Insert<'_>, Update<'_>, Delete);

impl Query for Count {
    type SqlType = BigInt;
}

impl Query for Numbers {
    type SqlType = Nullable<Integer>;
}

impl Query for Insert<'_> {
    type SqlType = Integer;
}

impl RunQueryDsl<Database> for Count {}
impl RunQueryDsl<Database> for Numbers {}
impl RunQueryDsl<Database> for Insert<'_> {}
impl RunQueryDsl<Database> for Update<'_> {}
impl RunQueryDsl<Database> for Delete {}

impl Expression for Condition {
    type SqlType = Bool;
}

impl Expression for Order {
    type SqlType = NotSelectable;
}

impl<From> AppearsOnTable<From> for Condition {}
impl<From> AppearsOnTable<From> for Order {}

impl ValidGrouping<()> for Condition {
    type IsAggregate = is_aggregate::No;
}

impl ValidGrouping<()> for Order {
    type IsAggregate = is_aggregate::No;
}

#[cfg(test)]
mod tests {
    use diesel::connection::SimpleConnection;
    use diesel::prelude::*;

    use super::Condition;
    use crate::database::Database;
    use crate::schema::savings_groups::dsl::{id, savings_groups};

    #[test]
    fn what_stands_beside_a_choice_holds_for_all_of_it() {
        let mut database = Database::in_memory().expect("there is memory");
        let rows = "CREATE TABLE savings_groups (id INTEGER); INSERT INTO savings_groups VALUES (1), (2), (3)";
        database.batch_execute(rows).expect("the database is empty");
        let is = |number: i32| Condition::equal("savings_groups", "id", number);
        let mut found = |condition: Condition| -> Vec<i32> {
            let rows = savings_groups.filter(id.ge(2)).filter(condition).order(id).select(id);
            rows.load(&mut database).expect("it is a query")
        };
        assert_eq!(found(Condition::Any(vec![is(1), is(3)])), [3]);
        assert_eq!(found(Condition::Not(Box::new(Condition::Any(vec![is(1), is(3)])))), [2]);
        assert_eq!(found(is(3).and(Condition::Any(vec![is(1), is(3)]))), [3]);
        assert_eq!(found(Condition::ALWAYS), [2, 3]);
        assert_eq!(found(Condition::NEVER), [0; 0]);
    }
}
