//! Who a request comes from: sessions, opened with a password and told by a token.
//!
//! The database has only the hash of a token, so that a leaked backup opens no session. A token has 256 bits of chance,
//! so one round of SHA-256 is enough.

use argon2::password_hash::rand_core::{OsRng, RngCore};
use chrono::{NaiveDateTime, SubsecRound, TimeDelta, Utc};
use diesel::prelude::*;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::access::{Caller, Membership, Role};
use super::problem::Problem;
use crate::database::Database;
use crate::models::core::User;
use crate::password;
use crate::schema::{group_members, savings_groups, user_sessions, users};

/// The longest password that is looked at.
const LONGEST: usize = 1024;

/// The shortest password that can be chosen.
const SHORTEST: usize = 10;

/// How exact it is when a session was last seen.
const SEEN_EVERY: TimeDelta = TimeDelta::minutes(5);

/// What is told to who has logged in.
#[derive(Debug, Serialize)]
pub(super) struct Opened {
    pub(super) token: String,
    pub(super) expires_at: NaiveDateTime,
    pub(super) must_change_password: bool,
}

/// Who tries to log in.
pub(super) struct Attempt {
    pub(super) username: String,
    pub(super) password: String,
    pub(super) address: String,
    pub(super) agent: Option<String>,
}

/// Opens a session, if the password is right.
pub(super) fn open(
    database: &mut Database,
    attempt: &Attempt,
    lifetime: TimeDelta,
    nobodys_hash: &str,
) -> Result<Opened, Problem> {
    let user: Option<User> = users::table
        .filter(users::username.eq(&attempt.username))
        .select(User::as_select())
        .first(database)
        .optional()?;
    let hash = user.as_ref().map_or(nobodys_hash, |user| &user.password_hash);
    let is_right = attempt.password.len() <= LONGEST && password::is_right(&attempt.password, hash);
    let Some(user) = user else { return Err(wrong()) };
    let row = users::table.find(user.id);
    if !is_right || !user.is_active {
        let count = user.failed_login_count.saturating_add(1);
        diesel::update(row).set(users::failed_login_count.eq(count)).execute(database)?;
        tracing::warn!(user = user.id, "a login failed");
        return Err(wrong());
    }
    let now = Utc::now().naive_utc().trunc_subsecs(0);
    let mut random = [0; 32];
    OsRng.fill_bytes(&mut random);
    let token = hex::encode(random);
    let session_id = uuid::Uuid::new_v4().to_string();
    let expires_at = now + lifetime;
    database.write(|database| {
        diesel::update(row)
            .set((users::failed_login_count.eq(0), users::last_login_at.eq(Some(now))))
            .execute(database)?;
        let session = (
            user_sessions::id.eq(&session_id),
            user_sessions::user_id.eq(user.id),
            user_sessions::token_hash.eq(hash_of(&token)),
            user_sessions::ip_address.eq(Some(&attempt.address)),
            user_sessions::user_agent
                .eq(attempt.agent.as_ref().map(|agent| agent.chars().take(255).collect::<String>())),
            user_sessions::last_seen_at.eq(Some(now)),
            user_sessions::expires_at.eq(expires_at),
        );
        diesel::insert_into(user_sessions::table).values(session).execute(database)
    })?;
    tracing::info!(user = user.id, session = session_id, "logged in");
    Ok(Opened { token, expires_at, must_change_password: user.must_change_password })
}

/// It is not told whether there is such a user.
fn wrong() -> Problem {
    Problem::unauthorized("the username or the password is wrong")
}

/// Who has this token, if its session is open.
pub(super) fn caller(database: &mut Database, token: &str) -> Result<Caller, Problem> {
    let now = Utc::now().naive_utc();
    let found: Option<(String, Option<NaiveDateTime>, User)> = user_sessions::table
        .inner_join(users::table)
        .filter(user_sessions::token_hash.eq(hash_of(token)))
        .filter(user_sessions::revoked_at.is_null().and(user_sessions::expires_at.gt(now)))
        .filter(users::is_active.eq(true))
        .select((user_sessions::id, user_sessions::last_seen_at, User::as_select()))
        .first(database)
        .optional()?;
    let Some((session_id, seen, user)) = found else {
        return Err(Problem::unauthorized("the session is over, or there was none; log in"));
    };
    if seen.is_none_or(|seen| now - seen > SEEN_EVERY) {
        let session = user_sessions::table.find(&session_id);
        diesel::update(session).set(user_sessions::last_seen_at.eq(Some(now))).execute(database)?;
    }
    let memberships: Vec<(i32, i32, String)> = group_members::table
        .filter(group_members::user_id.eq(user.id).and(group_members::status.eq("active")))
        .select((group_members::group_id, group_members::id, group_members::member_role))
        .load(database)?;
    let registered: Vec<i32> = savings_groups::table
        .filter(savings_groups::created_by.eq(user.id))
        .select(savings_groups::id)
        .load(database)?;
    let memberships = memberships.into_iter().map(|(group_id, member_id, role)| Membership {
        group_id,
        member_id,
        is_officer: ["chair", "treasurer", "secretary"].contains(&role.as_str()),
    });
    Ok(Caller {
        session_id,
        user_id: user.id,
        name: format!("{} {}", user.first_name, user.last_name).trim().to_owned(),
        role: Role::of(&user.role),
        must_change_password: user.must_change_password,
        // An agent looks after the groups that he or she has registered.
        looks_after: if user.role == "agent" { registered } else { Vec::new() },
        memberships: memberships.collect(),
        username: user.username,
    })
}

/// Ends a session.
pub(super) fn close(database: &mut Database, session_id: &str) -> Result<(), Problem> {
    let session = user_sessions::table.find(session_id);
    diesel::update(session).set(user_sessions::revoked_at.eq(Some(Utc::now().naive_utc()))).execute(database)?;
    Ok(())
}

/// Sets another password, and ends all other sessions of the user.
pub(super) fn change_password(database: &mut Database, caller: &Caller, old: &str, new: &str) -> Result<(), Problem> {
    let user = users::table.find(caller.user_id);
    let hash: String = user.select(users::password_hash).get_result(database)?;
    if old.len() > LONGEST || !password::is_right(old, &hash) {
        let error = super::problem::FieldError::new("current_password", "is wrong");
        return Err(Problem::invalid(vec![error]));
    }
    if !(SHORTEST..=LONGEST).contains(&new.chars().count()) || new.len() > LONGEST || new == old {
        let detail = format!("must be another one, of {SHORTEST} to {LONGEST} characters");
        return Err(Problem::invalid(vec![super::problem::FieldError::new("new_password", detail)]));
    }
    let hash = password::hash(new).map_err(|error| Problem::internal(&error))?;
    let now = Utc::now().naive_utc();
    database.write(|database| {
        let changes =
            (users::password_hash.eq(hash), users::must_change_password.eq(false), users::updated_date.eq(now));
        diesel::update(user).set(changes).execute(database)?;
        let others = user_sessions::table
            .filter(user_sessions::user_id.eq(caller.user_id).and(user_sessions::revoked_at.is_null()))
            .filter(user_sessions::id.ne(&caller.session_id));
        diesel::update(others).set(user_sessions::revoked_at.eq(Some(now))).execute(database)
    })?;
    Ok(())
}

/// Gives a user a password by chance, to be changed at the next login, and ends all sessions of that user.
pub(super) fn reset_password(database: &mut Database, caller: &Caller, user_id: i32) -> Result<String, Problem> {
    let new = password::generate();
    let hash = password::hash(&new).map_err(|error| Problem::internal(&error))?;
    let now = Utc::now().naive_utc();
    database.write(|database| {
        let changes = (
            users::password_hash.eq(hash),
            users::must_change_password.eq(true),
            users::failed_login_count.eq(0),
            users::updated_date.eq(now),
        );
        diesel::update(users::table.find(user_id)).set(changes).execute(database)?;
        let open =
            user_sessions::table.filter(user_sessions::user_id.eq(user_id).and(user_sessions::revoked_at.is_null()));
        diesel::update(open).set(user_sessions::revoked_at.eq(Some(now))).execute(database)
    })?;
    tracing::info!(user = user_id, by = caller.user_id, "another password was given");
    Ok(new)
}

fn hash_of(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}
