//! Who may see and change what.
//!
//! An administrator may do everything. Auditors and managers see everything and change nothing. An officer of a group
//! (its chair, treasurer or secretary, and the agent who has registered it) sees and changes what is the group's. A member
//! sees what is the whole group's, and of what belongs to single members only his or her own. What belongs to a user is
//! seen by that user and by administrators alone.

use super::resources::{Owner, Resource};
use super::sql::{Condition, Place};
use super::tables::Table;
use super::value::Value;

/// Who a request comes from.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    pub(crate) session_id: String,
    pub(crate) user_id: i32,
    pub(crate) username: String,
    pub(crate) name: String,
    pub(crate) role: Role,
    pub(crate) must_change_password: bool,
    /// Groups, as an agent.
    pub(crate) looks_after: Vec<i32>,
    pub(crate) memberships: Vec<Membership>,
}

/// What a user is to the whole platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Administrator,
    Observer,
    Other,
}

impl Role {
    pub(super) fn of(role: &str) -> Self {
        match role {
            "admin" => Self::Administrator,
            "auditor" | "manager" => Self::Observer,
            _ => Self::Other,
        }
    }
}

/// A user who is a member of a group.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Membership {
    pub(crate) group_id: i32,
    pub(crate) member_id: i32,
    pub(crate) is_officer: bool,
}

impl Caller {
    /// What must hold of a row that this one may see.
    pub(crate) fn may_see(&self, resource: &Resource) -> Condition {
        let table = resource.table();
        match (&resource.owner, self.role) {
            (_, Role::Administrator) | (Owner::Everybody, _) => Condition::ALWAYS,
            (Owner::User(column), _) => Condition::equal(table.name, column, self.user_id),
            (_, Role::Observer) => Condition::ALWAYS,
            (Owner::Group { group, member }, Role::Other) => {
                let mut ways = vec![along(table, group, self.leads())];
                match member {
                    None => ways.push(along(table, group, self.belongs_to())),
                    Some(member) => {
                        ways.push(along(table, member, self.memberships.iter().map(|it| it.member_id).collect()));
                        let column = member.first().and_then(|column| table.column(column));
                        if let Some(column) = column.filter(|column| column.is_nullable) {
                            let of_group = Condition::equal(table.name, column.name, Value::Null);
                            ways.push(of_group.and(along(table, group, self.belongs_to())));
                        }
                    }
                }
                Condition::Any(ways)
            }
        }
    }

    /// What must hold of a row that this one may change.
    pub(crate) fn may_change(&self, resource: &Resource) -> Condition {
        let table = resource.table();
        match (&resource.owner, self.role) {
            (_, Role::Administrator) => Condition::ALWAYS,
            (Owner::User(column), _) => Condition::equal(table.name, column, self.user_id),
            (Owner::Everybody, _) | (_, Role::Observer) => Condition::NEVER,
            (Owner::Group { group, .. }, Role::Other) => along(table, group, self.leads()),
        }
    }

    /// Whether there is anything of this kind that this one could change.
    pub(crate) fn may_change_some(&self, resource: &Resource) -> bool {
        match (&resource.owner, self.role) {
            (_, Role::Administrator) => true,
            (Owner::Everybody, _) | (_, Role::Observer) => false,
            (Owner::User(_), Role::Other) => true,
            (Owner::Group { .. }, Role::Other) => !self.leads().is_empty(),
        }
    }

    /// The groups in which this one is an officer.
    pub(crate) fn leads(&self) -> Vec<i32> {
        let offices = self.memberships.iter().filter(|it| it.is_officer).map(|it| it.group_id);
        offices.chain(self.looks_after.iter().copied()).collect()
    }

    fn belongs_to(&self) -> Vec<i32> {
        self.memberships.iter().map(|it| it.group_id).collect()
    }
}

/// That the columns, from one table to the next, lead to one of these ids; without columns it is the table's own.
pub(crate) fn along(table: &'static Table, path: &[&str], ids: Vec<i32>) -> Condition {
    match path {
        [] => Condition::OneOf(Place { table: table.name, column: "id" }, ids),
        [column] => Condition::OneOf(place(table, column), ids),
        [column, rest @ ..] => {
            let (parent, key) = parent_of(table, column);
            let key = Place { table: parent.name, column: key };
            Condition::Within(place(table, column), key, Box::new(along(parent, rest, ids)))
        }
    }
}

/// The table that a column refers to, and the column there.
///
/// # Panics
///
/// If it refers to none; a test follows all paths.
pub(crate) fn parent_of(table: &'static Table, column: &str) -> (&'static Table, &'static str) {
    let Some(reference) = table.reference(column) else { panic!("{}.{column} refers to nothing", table.name) };
    let mut columns = reference.columns.iter().zip(&reference.parent_columns);
    let key = columns.find(|(own, _)| **own == column).map_or("id", |(_, key)| key);
    (Table::named(reference.parent), key)
}

/// A column of this name, which the table must have.
pub(crate) fn place(table: &'static Table, column: &str) -> Place {
    let column = table.column(column).unwrap_or_else(|| panic!("{} has no column {column}", table.name));
    Place { table: table.name, column: column.name }
}
