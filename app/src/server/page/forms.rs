//! Logging in and out, and choosing a password.

use axum::Form;
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;
use std::net::SocketAddr;

use super::super::{login as sessions, session};
use super::layout::page;
use super::{Failure, SameOrigin, Unconfirmed, Visitor, cookie};
use crate::server::problem::Problem;
use crate::server::state::App;

#[derive(Deserialize)]
pub(super) struct Login {
    username: String,
    password: String,
}

#[derive(Deserialize)]
pub(super) struct Passwords {
    current_password: String,
    new_password: String,
}

pub(super) async fn login(visitor: Result<Visitor, Failure>) -> Response {
    match visitor {
        Ok(_) => Redirect::to("/").into_response(),
        Err(_) => login_page("", None).into_response(),
    }
}

pub(super) async fn log_in(
    State(app): State<App>,
    ConnectInfo(address): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    _: SameOrigin,
    Form(form): Form<Login>,
) -> Result<Response, Failure> {
    // No name in the database has a NUL, and PostgreSQL takes none.
    let username = form.username.trim().replace('\0', "");
    match sessions::open(&app, address.ip(), &headers, username.clone(), form.password).await {
        Ok(opened) => Ok((cookie(&app, Some(&opened.token)), Redirect::to("/")).into_response()),
        Err(problem) if [StatusCode::UNAUTHORIZED, StatusCode::TOO_MANY_REQUESTS].contains(&problem.status) => {
            Ok((problem.status, login_page(&username, Some(&problem))).into_response())
        }
        Err(problem) => Err(problem.into()),
    }
}

pub(super) async fn log_out(
    State(app): State<App>,
    _: SameOrigin,
    Unconfirmed(caller): Unconfirmed,
) -> Result<Response, Failure> {
    app.run(move |database| session::close(database, &caller.session_id)).await?;
    Ok((cookie(&app, None), Redirect::to("/login")).into_response())
}

pub(super) async fn password(Unconfirmed(caller): Unconfirmed) -> Markup {
    password_page(&caller.name, None)
}

pub(super) async fn change_password(
    State(app): State<App>,
    _: SameOrigin,
    Unconfirmed(caller): Unconfirmed,
    Form(form): Form<Passwords>,
) -> Result<Response, Failure> {
    let name = caller.name.clone();
    let changed = sessions::change(&app, caller, form.current_password, form.new_password).await;
    match changed {
        Ok(()) => Ok(Redirect::to("/").into_response()),
        Err(problem) if problem.status.is_client_error() => {
            Ok((problem.status, password_page(&name, Some(&problem))).into_response())
        }
        Err(problem) => Err(problem.into()),
    }
}

/// With the username as it was given.
fn login_page(username: &str, problem: Option<&Problem>) -> Markup {
    let body = html! {
        h1 { "Log in" }
        (alert(problem))
        form class="card" method="post" action="/login" {
            (field("username", "Username", "text", "username", username))
            (field("password", "Password", "password", "current-password", ""))
            button type="submit" { "Log in" }
        }
    };
    page("Log in", None, &body)
}

fn password_page(name: &str, problem: Option<&Problem>) -> Markup {
    let body = html! {
        h1 { "Choose a password" }
        p { (name) ", the password is to be one that only you know, of 10 characters or more." }
        (alert(problem))
        form class="card" method="post" action="/password" {
            (field("current_password", "Password so far", "password", "current-password", ""))
            (field("new_password", "New password", "password", "new-password", ""))
            button type="submit" { "Set the password" }
        }
    };
    page("Choose a password", None, &body)
}

fn alert(problem: Option<&Problem>) -> Markup {
    html! {
        @if let Some(problem) = problem {
            div class="alert" role="alert" {
                @if problem.errors.is_empty() { p { (problem.detail) } }
                @for error in &problem.errors { p { (error.field.replace('_', " ")) " " (error.detail) } }
            }
        }
    }
}

fn field(name: &str, label: &str, kind: &str, autocomplete: &str, value: &str) -> Markup {
    html! {
        label for=(name) { (label) }
        input id=(name) name=(name) type=(kind) autocomplete=(autocomplete) value=[(!value.is_empty()).then_some(value)] required;
    }
}
