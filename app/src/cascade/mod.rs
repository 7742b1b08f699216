//! Whether each foreign key does on delete what the SQL says, and whether the triggers keep their counts.
//!
//! For each a row is deleted that others refer to, and every row of the database is compared with what the rules make of
//! it; then all is rolled back.

mod world;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::result::Error::RollbackTransaction;
use schema_drift::Rule;
use serde::Serialize;
use thiserror::Error;

use crate::database::{Database, DatabaseError};
use crate::decimal::Money;
use crate::schema::{group_members, member_savings, saving_transactions, savings_groups};
use world::{Address, Key, Referring, Shape, World};

/// What one foreign key did.
#[derive(Debug, Clone, Serialize)]
pub struct KeyCheck {
    /// `group_members (group_id) -> savings_groups`.
    pub foreign_key: String,
    /// What the SQL says: `CASCADE`, `SET NULL`, `RESTRICT` or `NO ACTION`.
    pub on_delete: String,
    /// How many rows referred to the row before it was deleted.
    pub referring_before: usize,
    /// How many of those were still there afterwards.
    pub there_after: usize,
    /// How many of those still referred to it.
    pub referring_after: usize,
    /// How many rows there were in all tables, before and after.
    pub rows_before: usize,
    /// See `rows_before`.
    pub rows_after: usize,
    /// What was not as the SQL says.
    pub problem: Option<String>,
}

/// What one trigger did.
#[derive(Debug, Clone, Serialize)]
pub struct TriggerCheck {
    /// What was done and what it should come to.
    pub trigger: &'static str,
    /// What it came to instead.
    pub problem: Option<String>,
}

/// What all foreign keys and triggers did.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// One for each foreign key.
    pub foreign_keys: Vec<KeyCheck>,
    /// One for each thing that a trigger does.
    pub triggers: Vec<TriggerCheck>,
}

impl Report {
    /// Whether all did what the SQL says.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.foreign_keys.iter().all(|check| check.problem.is_none())
            && self.triggers.iter().all(|check| check.problem.is_none())
    }
}

/// Why it could not be tried.
#[derive(Debug, Error)]
pub enum CascadeError {
    /// The database can't be read.
    #[error(transparent)]
    Schema(#[from] schema_drift::Error),
    /// The database can't be used.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl From<diesel::result::Error> for CascadeError {
    fn from(error: diesel::result::Error) -> Self {
        DatabaseError::from(error).into()
    }
}

/// Tries every foreign key and every trigger. Afterwards the database is as it was; use one that nobody else uses.
///
/// `progress` is called with the number of foreign keys so far, and of all.
///
/// # Errors
///
/// If the database can't be used.
pub fn check(database: &mut Database, progress: &dyn Fn(usize, usize)) -> Result<Report, CascadeError> {
    let shape = Shape::of(&database.introspect()?);
    let before = shape.load(database)?;
    let referring = before.referring(&shape);
    let mut foreign_keys = Vec::new();
    for position in 0..shape.keys.len() {
        foreign_keys.push(Trial { shape: &shape, before: &before, referring: &referring, position }.run(database)?);
        progress(position + 1, shape.keys.len());
    }
    Ok(Report { foreign_keys, triggers: check_triggers(database)? })
}

/// One foreign key, tried.
struct Trial<'a> {
    shape: &'a Shape,
    before: &'a World,
    referring: &'a Referring,
    position: usize,
}

impl Trial<'_> {
    fn run(&self, database: &mut Database) -> Result<KeyCheck, CascadeError> {
        let key = &self.shape.keys[self.position];
        let mut check = KeyCheck {
            foreign_key: self.shape.name(key),
            on_delete: key.rule.to_string(),
            referring_before: 0,
            there_after: 0,
            referring_after: 0,
            rows_before: self.before.row_count(),
            rows_after: self.before.row_count(),
            problem: None,
        };
        let Some((address, expected)) = self.choose(key) else {
            check.problem = Some("there is no row by which to try it".to_owned());
            return Ok(check);
        };
        let referred = self.before.referred(key, &address);
        let children = self.referring.by(self.position).get(&referred).map_or(&[][..], Vec::as_slice);
        let (was_deleted, after) = self.delete(database, &address)?;
        check.referring_before = children.len();
        check.there_after = after.count_kept(key.child, children);
        check.referring_after = after.count_referring(key, &referred);
        check.rows_after = after.row_count();
        let differences = expected.as_ref().unwrap_or(self.before).differences(&after, self.shape);
        check.problem = if was_deleted != expected.is_some() {
            Some(if was_deleted { "the row was deleted" } else { "the row was not deleted" }.to_owned())
        } else if differences.is_empty() {
            None
        } else {
            Some(differences.join("; "))
        };
        Ok(check)
    }

    /// A row by which this foreign key and no other decides, and what its delete must leave: nothing, if it is refused.
    fn choose(&self, key: &Key) -> Option<(Address, Option<World>)> {
        let mut parents = self.before.parents(key, self.referring.by(self.position)).into_iter();
        parents.find_map(|address| {
            let mut after = self.before.clone();
            let result = after.delete(self.shape, self.referring, &address);
            match (key.rule, result) {
                (Rule::Cascade, Ok(())) => Some((address, Some(after))),
                // One that would be deleted as well, by another key, proves nothing.
                (Rule::SetNull, Ok(())) => {
                    let children = self.referring.by(self.position).get(&self.before.referred(key, &address))?;
                    (after.count_kept(key.child, children) > 0).then_some((address, Some(after)))
                }
                (Rule::Restrict | Rule::NoAction, Err(refusing)) if refusing.iter().eq([&self.position]) => {
                    Some((address, None))
                }
                _ => None,
            }
        })
    }

    /// Whether the row could be deleted, and what was there then. It is there again afterwards.
    fn delete(&self, database: &mut Database, address: &Address) -> QueryResult<(bool, World)> {
        let statement = self.shape.delete_statement(address);
        rolled_back(database, |database| {
            // Refused, PostgreSQL goes on only from a savepoint.
            let deleted = database.transaction(|database| database.batch_execute(&statement));
            match deleted {
                Ok(()) => Ok((true, self.shape.load(database)?)),
                Err(diesel::result::Error::DatabaseError(..)) => Ok((false, self.shape.load(database)?)),
                Err(error) => Err(error),
            }
        })
    }
}

/// Does something and undoes it.
fn rolled_back<T>(database: &mut Database, attempt: impl FnOnce(&mut Database) -> QueryResult<T>) -> QueryResult<T> {
    let mut result = None;
    let ended = database.transaction(|database| {
        result = Some(attempt(database)?);
        Err::<(), _>(RollbackTransaction)
    });
    match (result, ended) {
        (Some(result), Err(RollbackTransaction)) => Ok(result),
        (_, Err(error)) => Err(error),
        (_, Ok(())) => Err(RollbackTransaction),
    }
}

fn check_triggers(database: &mut Database) -> QueryResult<Vec<TriggerCheck>> {
    let member = group_members::table.select((group_members::id, group_members::group_id));
    let (member_id, group_id) = member.order(group_members::id).first::<(i32, i32)>(database)?;
    let count_of = |database: &mut Database| {
        savings_groups::table.find(group_id).select(savings_groups::members_count).get_result::<i32>(database)
    };
    let joined = rolled_back(database, |database| {
        let before = count_of(database)?;
        let joining = (
            group_members::group_id.eq(group_id),
            group_members::member_number.eq("trial"),
            group_members::gender.eq("unknown"),
            group_members::first_name.eq("Trial"),
            group_members::last_name.eq("Trial"),
        );
        diesel::insert_into(group_members::table).values(joining).execute(database)?;
        Ok(count_of(database)? - before)
    });
    let left = rolled_back(database, |database| {
        let before = count_of(database)?;
        diesel::delete(group_members::table.find(member_id)).execute(database)?;
        Ok(count_of(database)? - before)
    });
    let saving_id = member_savings::table
        .filter(member_savings::current_balance.gt(Money::ZERO))
        .select(member_savings::id)
        .first::<i32>(database)?;
    let mut moved = |transaction_type: &str| {
        rolled_back(database, |database| {
            let balance = member_savings::table.find(saving_id).select(member_savings::current_balance);
            let before = balance.get_result::<Money>(database)?;
            let amount = Money::from_units(1).unwrap_or_default();
            let saving = (
                saving_transactions::member_saving_id.eq(saving_id),
                saving_transactions::transaction_type.eq(transaction_type),
                saving_transactions::amount.eq(amount),
            );
            diesel::insert_into(saving_transactions::table).values(saving).execute(database)?;
            let after = balance.get_result::<Money>(database)?;
            Ok(i32::try_from(after.units() - before.units()).unwrap_or(i32::MAX))
        })
    };
    let (deposited, withdrawn) = (moved("deposit"), moved("withdrawal"));
    let checks = [
        ("a member joins: members_count of the group + 1", joined, 1),
        ("a member is deleted: members_count of the group - 1", left, -1),
        ("0.01 is deposited: current_balance of the saving + 0.01", deposited, 1),
        ("0.01 is withdrawn: current_balance of the saving - 0.01", withdrawn, -1),
    ];
    let judged = checks.map(|(trigger, found, expected)| {
        let problem = match found {
            Ok(found) => (found != expected).then(|| format!("it changed by {found} instead")),
            Err(diesel::result::Error::DatabaseError(_, refusal)) => Some(refusal.message().to_owned()),
            Err(error) => return Err(error),
        };
        Ok(TriggerCheck { trigger, problem })
    });
    judged.into_iter().collect()
}
