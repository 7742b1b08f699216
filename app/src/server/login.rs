//! Logging in and out, and what tells a request's caller: the token in its header.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, FromRequestParts, Path, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value as Json_, json};
use std::net::{IpAddr, SocketAddr};

use super::access::{Caller, Role};
use super::handlers::{Key, find, may, object, with_key};
use super::problem::{FieldError, Problem};
use super::resources::{Operation, Resource, Row, id};
use super::session::{self, Attempt, Opened};
use super::state::App;

/// A caller who may have to choose another password first.
pub(super) struct Unconfirmed(pub(super) Caller);

impl FromRequestParts<App> for Unconfirmed {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let value = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token =
            value.and_then(|value| value.split_once(' ')).filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
        let Some((_, token)) = token else {
            return Err(Problem::unauthorized("log in, and send the token as `Authorization: Bearer …`"));
        };
        let token = token.trim().to_owned();
        app.run(move |database| session::caller(database, &token)).await.map(Self)
    }
}

impl FromRequestParts<App> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let Unconfirmed(caller) = Unconfirmed::from_request_parts(parts, app).await?;
        if caller.must_change_password {
            return Err(Problem::forbidden("choose another password first"));
        }
        Ok(caller)
    }
}

pub(super) async fn log_in(
    State(app): State<App>,
    ConnectInfo(address): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let body = object(&headers, &body)?;
    let [username, password] = texts(&body, ["username", "password"])?;
    let opened = open(&app, address.ip(), &headers, username, password).await?;
    Ok((StatusCode::CREATED, Json(opened)).into_response())
}

/// Opens a session, unless that has been tried too often from this address or for this user.
pub(super) async fn open(
    app: &App,
    address: IpAddr,
    headers: &HeaderMap,
    username: String,
    password: String,
) -> Result<Opened, Problem> {
    let address = client(app, headers, address).to_canonical().to_string();
    let by_user = format!("user {username}");
    app.addresses.check(&address).and_then(|()| app.logins.check(&by_user)).map_err(Problem::too_many)?;
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let attempt = Attempt { username, password, address: address.clone(), agent };
    let shared = app.clone();
    let opened =
        app.run(move |database| session::open(database, &attempt, shared.session, &shared.nobodys_hash)).await?;
    app.logins.forget(&by_user);
    Ok(opened)
}

/// Where a request comes from: behind a proxy, what that has written at the end of `X-Forwarded-For`.
fn client(app: &App, headers: &HeaderMap, peer: IpAddr) -> IpAddr {
    let values = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let last = values.flat_map(|value| value.split(',')).last().and_then(|text| text.trim().parse().ok());
    last.filter(|_| app.is_behind_tls).unwrap_or(peer)
}

pub(super) async fn who_am_i(Unconfirmed(caller): Unconfirmed) -> Json<Json_> {
    let role = match caller.role {
        Role::Administrator => "administrator",
        Role::Observer => "observer",
        Role::Other => "user",
    };
    let memberships: Vec<_> = caller.memberships.iter().map(|it| {
        json!({ "group_id": it.group_id, "member_id": it.member_id, "role": if it.is_officer { "officer" } else { "member" } })
    }).collect();
    Json(json!({
        "user_id": caller.user_id,
        "username": caller.username,
        "name": caller.name,
        "role": role,
        "must_change_password": caller.must_change_password,
        "officer_of_groups": caller.leads(),
        "memberships": memberships,
    }))
}

pub(super) async fn log_out(State(app): State<App>, Unconfirmed(caller): Unconfirmed) -> Result<StatusCode, Problem> {
    app.run(move |database| session::close(database, &caller.session_id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn change_password(
    State(app): State<App>,
    Unconfirmed(caller): Unconfirmed,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, Problem> {
    let body = object(&headers, &body)?;
    let [old, new] = texts(&body, ["current_password", "new_password"])?;
    change(&app, caller, old, new).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Gives a user another password, which only an administrator can ask for.
pub(super) async fn reset_password(
    resource: &'static Resource,
    State(app): State<App>,
    caller: Caller,
    Path(key): Key,
) -> Result<Json<Json_>, Problem> {
    let password = app.run(move |database| {
        let user = find(database, resource, with_key(resource, &key)?.and(caller.may_see(resource)))?;
        may(&caller, resource, Operation::Create)?;
        let user = id(&user, "id").ok_or_else(Problem::not_found)?;
        session::reset_password(database, &caller, user)
    });
    Ok(Json(json!({ "password": password.await? })))
}

/// Sets another password, unless that has been tried too often.
pub(super) async fn change(app: &App, caller: Caller, old: String, new: String) -> Result<(), Problem> {
    app.logins.check(&format!("user {}", caller.username)).map_err(Problem::too_many)?;
    app.run(move |database| session::change_password(database, &caller, &old, &new)).await
}

/// The texts that a body must have, and nothing else.
fn texts<const COUNT: usize>(body: &Row, names: [&str; COUNT]) -> Result<[String; COUNT], Problem> {
    let mut errors: Vec<FieldError> = body
        .keys()
        .filter(|name| !names.contains(&name.as_str()))
        .map(|name| FieldError::new(name, "there is no such field"))
        .collect();
    let texts = names.map(|name| match body.get(name) {
        Some(Json_::String(text)) if !text.contains('\0') => text.clone(),
        Some(_) => {
            errors.push(FieldError::new(name, "must be a text"));
            String::new()
        }
        None => {
            errors.push(FieldError::new(name, "is required"));
            String::new()
        }
    });
    if errors.is_empty() { Ok(texts) } else { Err(Problem::invalid(errors)) }
}
