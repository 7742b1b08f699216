//! Constraints of a table: keys, foreign keys, unique constraints and checks.

use super::table::{ColumnId, TableId};
use crate::source::Place;

/// What happens to a referencing row when the row it refers to is deleted or its key updated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReferentialAction {
    /// `NO ACTION`: an error, checked at the end of the statement or transaction. The default.
    #[default]
    NoAction,
    /// `RESTRICT`: an error at once.
    Restrict,
    /// `CASCADE`.
    Cascade,
    /// `SET NULL`.
    SetNull,
    /// `SET DEFAULT`.
    SetDefault,
}

impl ReferentialAction {
    /// The words of SQL for it, as `information_schema.referential_constraints` has them.
    pub fn as_sql(self) -> &'static str {
        match self {
            Self::NoAction => "NO ACTION",
            Self::Restrict => "RESTRICT",
            Self::Cascade => "CASCADE",
            Self::SetNull => "SET NULL",
            Self::SetDefault => "SET DEFAULT",
        }
    }
}

/// How a foreign key of several columns treats NULL.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MatchType {
    /// `MATCH SIMPLE`, the default.
    #[default]
    Simple,
    /// `MATCH FULL`.
    Full,
}

/// A foreign key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignKey {
    /// The referencing columns, of the table that has the constraint.
    pub columns: Vec<ColumnId>,
    /// The table referred to.
    pub parent: TableId,
    /// The columns referred to, one for each of `columns`.
    pub parent_columns: Vec<ColumnId>,
    /// What a delete of the parent's row does.
    pub on_delete: ReferentialAction,
    /// What an update of the parent's key does.
    pub on_update: ReferentialAction,
    /// How NULL is treated.
    pub match_type: MatchType,
    /// What it refers to as it is written, where that need not be the parent's name letter by letter, as in SQLite.
    pub written: Option<WrittenReference>,
}

/// What a foreign key refers to, as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenReference {
    /// The table.
    pub table: String,
    /// The columns; none stands for the table's primary key.
    pub columns: Vec<String>,
}

/// A foreign key to a table or to columns that are not there, which SQLite allows until a row is written.
///
/// <https://www.sqlite.org/foreignkeys.html#fk_schemaerrors>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DanglingKey {
    /// The referencing columns, of the table that has the constraint.
    pub columns: Vec<ColumnId>,
    /// What it refers to.
    pub written: WrittenReference,
    /// What a delete of the parent's row would do.
    pub on_delete: ReferentialAction,
    /// What an update of the parent's key would do.
    pub on_update: ReferentialAction,
}

/// A check constraint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The expression, as it stands in the SQL, without the parentheses around it.
    pub expression: String,
    /// The columns that it reads.
    pub columns: Vec<ColumnId>,
    /// The functions that it calls, by name.
    pub(crate) functions: Vec<String>,
    /// Where it says `column IN ('a', 'b')` and nothing else: the column and the values.
    pub one_of: Option<(ColumnId, Vec<String>)>,
    /// Whether it is not inherited (`NO INHERIT`).
    pub no_inherit: bool,
    /// Whether it reads the whole row, which is none of another table's.
    pub(crate) whole_row: bool,
}

/// What a constraint demands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConstraintKind {
    /// `PRIMARY KEY`.
    PrimaryKey {
        /// The key's columns, in its order.
        columns: Vec<ColumnId>,
    },
    /// `UNIQUE`.
    Unique {
        /// The constraint's columns, in its order.
        columns: Vec<ColumnId>,
        /// `NULLS NOT DISTINCT`.
        nulls_not_distinct: bool,
    },
    /// `FOREIGN KEY`.
    ForeignKey(ForeignKey),
    /// `FOREIGN KEY` to something that is not there.
    Dangling(DanglingKey),
    /// `CHECK`.
    Check(Check),
    /// `EXCLUDE`.
    Exclude {
        /// Every column that it needs.
        columns: Vec<ColumnId>,
        /// Those of them that only its condition or an expression reads: it is in their way, and does not go with them.
        reads: Vec<ColumnId>,
    },
}

/// Identifies a constraint through renames, in a catalog of PostgreSQL's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ConstraintId(pub(crate) u32);

/// When a constraint is checked, and of which rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Timing {
    /// `DEFERRABLE`.
    pub(crate) deferrable: bool,
    /// `INITIALLY DEFERRED`.
    pub(crate) deferred: bool,
    /// `NOT VALID`: rows that were there before may break it.
    pub(crate) not_valid: bool,
}

/// A constraint of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constraint {
    /// Its name: the one given, or the one that the engine chooses.
    pub name: String,
    /// What it demands.
    pub kind: ConstraintKind,
    /// Where it was declared.
    pub declared: Place,
    /// How many parent tables it is inherited from.
    pub(crate) inherited: u32,
    /// Whether the table itself declares it.
    pub(crate) local: bool,
    /// Columns of `INCLUDE (…)`, which the index needs but the constraint does not check.
    pub(crate) include: Vec<ColumnId>,
    /// By which PostgreSQL's constraints of partitions refer to it.
    pub(crate) id: ConstraintId,
    /// The constraint of the partitioned table that this one of a partition is a part of.
    pub(crate) part_of: Option<ConstraintId>,
    /// When it is checked, and of which rows.
    pub(crate) timing: Timing,
}

impl Constraint {
    /// Whether it is kept by an index, which has its name.
    pub(crate) fn has_index(&self) -> bool {
        matches!(
            self.kind,
            ConstraintKind::PrimaryKey { .. } | ConstraintKind::Unique { .. } | ConstraintKind::Exclude { .. }
        )
    }

    /// A table's own constraint.
    pub(crate) fn new(name: String, kind: ConstraintKind, declared: Place) -> Self {
        Self {
            name,
            kind,
            declared,
            inherited: 0,
            local: true,
            include: Vec::new(),
            id: ConstraintId::default(),
            part_of: None,
            timing: Timing::default(),
        }
    }

    /// Whether a transaction can put it off until its end (`DEFERRABLE`).
    pub fn is_deferrable(&self) -> bool {
        self.timing.deferrable
    }

    /// Whether it is put off until the end of the transaction (`INITIALLY DEFERRED`).
    pub fn is_deferred(&self) -> bool {
        self.timing.deferred
    }

    /// The columns of `INCLUDE (…)`, which its index holds and which it does not check.
    pub fn included(&self) -> &[ColumnId] {
        &self.include
    }

    /// Whether the table itself declares it, be it inherited as well or not.
    pub fn is_local(&self) -> bool {
        self.local && self.part_of.is_none()
    }

    /// Whether every row is known to keep it: not where it was added `NOT VALID` and never validated.
    pub fn is_validated(&self) -> bool {
        !self.timing.not_valid
    }
}
