//! The page for people: made on the server, of plain HTML that needs no script.
//!
//! A browser tells who it is by a cookie, which the interface for programs does not take; what changes something is a
//! form of the same origin.

mod chart;
mod figures;
mod forms;
mod groups;
mod layout;
mod statement;

use axum::Router;
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::{Markup, html};

use super::access::Caller;
use super::problem::Problem;
use super::session;
use super::state::App;
use layout::page;

/// The cookie with the session's token.
const COOKIE: &str = "session";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/", get(groups::all))
        .route("/groups/{id}", get(groups::year))
        .route("/members/{id}", get(statement::of_member))
        .route("/login", get(forms::login).post(forms::log_in))
        .route("/password", get(forms::password).post(forms::change_password))
        .route("/logout", post(forms::log_out))
        .route("/style.css", get(layout::style))
}

/// The page where there is none.
pub(super) fn nothing_there() -> Response {
    Failure::Problem(Problem::not_found()).into_response()
}

/// The number in a path, without which there is nothing.
fn number(text: &str) -> Result<i32, Problem> {
    text.parse().map_err(|_| Problem::not_found())
}

/// Why there is no page.
#[derive(Debug)]
enum Failure {
    /// Nobody has logged in.
    NoSession,
    /// Another password is to be chosen first.
    OldPassword,
    Problem(Problem),
}

impl<T: Into<Problem>> From<T> for Failure {
    fn from(problem: T) -> Self {
        Self::Problem(problem.into())
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let problem = match self {
            Self::NoSession => return Redirect::to("/login").into_response(),
            Self::OldPassword => return Redirect::to("/password").into_response(),
            Self::Problem(problem) => problem,
        };
        let title = problem.status.canonical_reason().unwrap_or("Error");
        let body = html! {
            h1 { (title) }
            p { (problem.detail) }
            p { a href="/" { "All groups" } }
        };
        (problem.status, page(title, None, &body)).into_response()
    }
}

/// Someone who has logged in with a browser, and may have to choose another password first.
struct Unconfirmed(Caller);

impl FromRequestParts<App> for Unconfirmed {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let Some(token) = token(&parts.headers) else { return Err(Failure::NoSession) };
        match app.run(move |database| session::caller(database, &token)).await {
            Ok(caller) => Ok(Self(caller)),
            Err(problem) if problem.status == StatusCode::UNAUTHORIZED => Err(Failure::NoSession),
            Err(problem) => Err(problem.into()),
        }
    }
}

/// Someone who has logged in with a browser.
struct Visitor(Caller);

impl FromRequestParts<App> for Visitor {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        match Unconfirmed::from_request_parts(parts, app).await? {
            Unconfirmed(caller) if caller.must_change_password => Err(Failure::OldPassword),
            Unconfirmed(caller) => Ok(Self(caller)),
        }
    }
}

/// A form that was sent from a page of ours, as browsers tell: <https://www.w3.org/TR/fetch-metadata/>. What is no
/// browser has no cookies that others could make use of.
struct SameOrigin;

impl FromRequestParts<App> for SameOrigin {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Failure> {
        let text = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok());
        let is_own = match (text("sec-fetch-site"), text("origin"), text("host")) {
            (Some(site), ..) => ["same-origin", "none"].contains(&site),
            (None, Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, own)| own == host),
            (None, ..) => true,
        };
        if is_own { Ok(Self) } else { Err(Problem::forbidden("the form was sent from another site").into()) }
    }
}

fn token(headers: &HeaderMap) -> Option<String> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == COOKIE).map(|(_, token)| token.to_owned())
}

/// The header that sets the cookie, or takes it away.
fn cookie(app: &App, token: Option<&str>) -> [(header::HeaderName, String); 1] {
    let age = if token.is_some() { app.session.num_seconds() } else { 0 };
    let secure = if app.is_behind_tls { "; Secure" } else { "" };
    let token = token.unwrap_or_default();
    [(header::SET_COOKIE, format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{secure}"))]
}

/// What is shown to someone.
type Shown = Result<Markup, Failure>;

/// Does work with a connection.
async fn load<T: Send + 'static>(
    State(app): State<App>,
    work: impl FnOnce(&mut crate::database::Database) -> Result<T, Problem> + Send + 'static,
) -> Result<T, Failure> {
    Ok(app.run(work).await?)
}
