//! What the two engines that this session replays decide differently, as one value for each.

use crate::catalog::{Builtin, ColumnDefault, ColumnId, SqlType, TableId};
use crate::cursor::Cursor;
use crate::dialect::Dialect;
use crate::fault::Fault;
use crate::postgres::cockroachdb;
use crate::postgres::ddl::{Ddl, TypeRef};
use crate::postgres::replay::{Inferred, Postgres, overload};
use crate::source::Place;
use crate::statements::Statement;

/// The left operand's type as an operator takes it, and the operator's result.
type Operated = (SqlType, SqlType);

/// What an engine decides by itself.
pub(crate) struct Rules {
    /// Reads a statement, or what begins one, that only this engine writes so; `None` for all others.
    pub(crate) parse: fn(&mut Cursor<'_>) -> Result<Option<Ddl>, Fault>,
    /// Errs where the engine does not do what a statement says.
    pub(crate) allows: fn(&mut Postgres, &Ddl, Place) -> Result<(), Fault>,
    /// Errs where a statement names another database than those before it did.
    pub(crate) stays_in_database: fn(&mut Postgres, &Statement<'_>) -> Result<(), Fault>,
    /// The type that is built in under a name.
    pub(crate) built_in: fn(&Postgres, &TypeRef) -> Result<Option<&'static Builtin>, Fault>,
    /// What stands in parentheses behind a built-in type's name, as the engine keeps it.
    pub(crate) modifiers: fn(&str, &TypeRef) -> Result<Vec<String>, Fault>,
    /// The type of a column that is written as a kind of `serial`.
    pub(crate) serial_type: fn(&Postgres, &TypeRef) -> Option<&'static str>,
    /// The default of such a column.
    pub(crate) serial_default: fn(&mut Postgres, TableId, ColumnId, &str) -> ColumnDefault,
    /// Types with one `=` among them, whose values a foreign key can compare.
    pub(crate) compared: &'static [&'static [&'static str]],
    /// Types that no index keeps in an order.
    pub(crate) unordered: &'static [&'static str],
    /// The columns of the engine's own that every table has, whose names are taken.
    pub(crate) own_columns: &'static [&'static str],
    /// How many columns a table may have, those that were dropped among them.
    pub(crate) most_columns: u32,
    /// Whether the names of indexes are their table's, and not their schema's.
    pub(crate) indexes_of_tables: bool,
    /// The type of a literal, by the one that PostgreSQL gives it.
    pub(crate) literal: fn(&'static str) -> Option<&'static str>,
    /// The result of one of the engine's own functions.
    pub(crate) function: fn(&Postgres, &str, &[Inferred], bool) -> Option<SqlType>,
    /// Whether the engine has a function of this name.
    pub(crate) is_own_function: fn(&str) -> bool,
    /// What an operator does with its operands.
    pub(crate) operator: fn(&Postgres, &str, Option<&Inferred>, &Inferred) -> Option<Operated>,
    /// Whether the second of two types that differ is the one that both become; `None` where that is not known.
    pub(crate) better: fn(&Postgres, &SqlType, &SqlType) -> Option<bool>,
}

static POSTGRES: Rules = Rules {
    parse: |_| Ok(None),
    allows: |_, _, _| Ok(()),
    // There a name with another database before it is an error anyway.
    stays_in_database: |_, _| Ok(()),
    built_in: |_, wanted| Ok(crate::catalog::builtin(&wanted.name, wanted.keyword)),
    modifiers: crate::postgres::replay::normal_modifiers,
    serial_type: |_, wanted| wanted.serial(),
    serial_default: Postgres::column_sequence,
    compared: crate::postgres::replay::COMPARED,
    unordered: crate::postgres::replay::UNORDERED,
    own_columns: &["tableoid", "ctid", "xmin", "xmax", "cmin", "cmax"],
    // PostgreSQL's `MaxHeapAttributeNumber`.
    most_columns: 1600,
    indexes_of_tables: false,
    literal: Some,
    function: overload::function,
    is_own_function: overload::is_own_function,
    operator: overload::operator,
    better: overload::better,
};

impl Rules {
    /// The rules of an engine that speaks PostgreSQL's SQL.
    pub(crate) fn of(dialect: Dialect) -> &'static Self {
        if dialect == Dialect::Cockroachdb { &cockroachdb::RULES } else { &POSTGRES }
    }
}

impl Postgres {
    pub(crate) fn rules(&self) -> &'static Rules {
        Rules::of(self.catalog.dialect)
    }
}
