//! The interface for programs: every route with what the OpenAPI document says of it, from one list.

use axum::Json;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, delete, get, patch, post, put};
use diesel::prelude::*;
use serde::Serialize;
use utoipa::openapi::path::{Operation as Documented, PathItemBuilder};
use utoipa::openapi::{HttpMethod, Paths};

use super::access::Caller;
use super::actions::{ACTIONS, act};
use super::document::{self, Answer};
use super::problem::Problem;
use super::resources::{Operation, RESOURCES, Resource};
use super::state::App;
use super::{handlers, login};
use crate::database::Database;
use crate::summary::{self, SummaryError};

/// Where the interface is.
pub(super) const PREFIX: &str = "/api/v1";

/// Routes, and what is said of them.
struct Routes {
    router: Router<App>,
    paths: Paths,
}

impl Routes {
    /// Adds one operation, both to what is served and to what is said.
    fn add(&mut self, method: HttpMethod, path: &str, documented: Documented, handler: MethodRouter<App>) {
        let item = PathItemBuilder::new().operation(method, documented).build();
        match self.paths.paths.get_mut(path) {
            Some(known) => known.merge_operations(item),
            None => drop(self.paths.paths.insert(path.to_owned(), item)),
        }
        self.router = std::mem::take(&mut self.router).route(path, handler);
    }
}

/// All routes, and the document as it is sent.
pub(super) fn routes() -> (Router<App>, String) {
    let mut routes = Routes { router: Router::new(), paths: Paths::new() };
    add_service(&mut routes);
    add_session(&mut routes);
    for resource in RESOURCES {
        add_resource(&mut routes, resource);
    }
    add_summaries(&mut routes);
    add_passwords(&mut routes);
    let document = document::document(routes.paths);
    (routes.router, document)
}

fn add_service(routes: &mut Routes) {
    let open = |summary, answer| document::open_operation("service", summary, answer, &[]);
    routes.add(HttpMethod::Get, "/health", open("Whether the server runs", Answer::State), get(health));
    routes.add(HttpMethod::Get, "/ready", open("Whether requests can be answered", Answer::State), get(ready));
    let said = open("This document", Answer::Object);
    routes.add(HttpMethod::Get, &format!("{PREFIX}/openapi.json"), said, get(openapi));
}

fn add_session(routes: &mut Routes) {
    let path = format!("{PREFIX}/session");
    let fields = [("username", "the user's name"), ("password", "the password")];
    let said = document::open_operation("session", "Log in", Answer::Session, &fields);
    routes.add(HttpMethod::Post, &path, said, post(login::log_in));
    let said = |summary, answer, fields| document::operation("session", summary, answer, fields);
    routes.add(HttpMethod::Get, &path, said("Who is logged in", Answer::User, &[]), get(login::who_am_i));
    routes.add(HttpMethod::Delete, &path, said("Log out", Answer::Nothing, &[]), delete(login::log_out));
    let fields =
        [("current_password", "the password so far"), ("new_password", "the one to be: 10 characters or more")];
    let said = said("Set another password, and end all other sessions", Answer::Nothing, &fields);
    routes.add(HttpMethod::Put, &format!("{path}/password"), said, put(login::change_password));
}

fn add_resource(routes: &mut Routes, resource: &'static Resource) {
    let path = format!("{PREFIX}/{}", resource.path);
    let key: Vec<String> = resource.table().key.iter().map(|column| format!("{{{column}}}")).collect();
    let row = format!("{path}/{}", key.join("/"));
    let said = |summary: String, kind| document::of_resource(resource, &summary, kind);
    let one = resource.one;
    routes.add(
        HttpMethod::Get,
        &path,
        said(format!("List: {one}"), document::Kind::List),
        get(move |state, caller, query| handlers::list(resource, state, caller, query)),
    );
    routes.add(
        HttpMethod::Get,
        &row,
        said(format!("Read: {one}"), document::Kind::Read),
        get(move |state, caller, key| handlers::read(resource, state, caller, key)),
    );
    for operation in resource.can {
        match operation {
            Operation::Create => {
                let said = said(format!("Create: {one}"), document::Kind::Create);
                routes.add(
                    HttpMethod::Post,
                    &path,
                    said,
                    post(move |state, caller, headers, body| handlers::create(resource, state, caller, headers, body)),
                );
            }
            Operation::Change => {
                let said = said(format!("Change: {one}"), document::Kind::Change);
                routes.add(
                    HttpMethod::Patch,
                    &row,
                    said,
                    patch(move |state, caller, key, headers, body| {
                        handlers::change(resource, state, caller, key, headers, body)
                    }),
                );
            }
            Operation::Delete => {
                let said = said(format!("Delete: {one}"), document::Kind::Delete);
                routes.add(
                    HttpMethod::Delete,
                    &row,
                    said,
                    delete(move |state, caller, key| handlers::delete(resource, state, caller, key)),
                );
            }
        }
    }
    for action in ACTIONS.iter().filter(|action| action.of == resource.path) {
        let said = document::of_action(resource, action);
        routes.add(
            HttpMethod::Post,
            &format!("{row}/{}", action.path),
            said,
            post(move |state, caller, key, headers, body| act((resource, action), state, caller, key, headers, body)),
        );
    }
}

fn add_summaries(routes: &mut Routes) {
    for (of, summary, handler) in [
        ("groups", "What a group has come to, and its months", get(group_summary)),
        ("members", "What a member has come to", get(member_summary)),
    ] {
        let Some(resource) = RESOURCES.iter().find(|resource| resource.path == of) else { continue };
        let said = document::of_resource(resource, summary, document::Kind::Summary);
        routes.add(HttpMethod::Get, &format!("{PREFIX}/{of}/{{id}}/summary"), said, handler);
    }
}

fn add_passwords(routes: &mut Routes) {
    let Some(resource) = Resource::of_table("users") else { return };
    let said = document::of_password(resource, "Give the user a password by chance, and end all sessions");
    let reset = post(move |state, caller, key| login::reset_password(resource, state, caller, key));
    routes.add(HttpMethod::Post, &format!("{PREFIX}/{}/{{id}}/password", resource.path), said, reset);
}

async fn health() -> Json<serde_json::Value> {
    Json(serde_json::json!({ "status": "alive" }))
}

async fn ready(State(app): State<App>) -> Result<Json<serde_json::Value>, Problem> {
    app.run(|database| Ok(diesel::sql_query("SELECT 1").execute(database).map(drop)?)).await?;
    Ok(Json(serde_json::json!({ "status": "ready" })))
}

async fn openapi(State(app): State<App>) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], app.document.clone()).into_response()
}

async fn group_summary(app: State<App>, caller: Caller, id: Path<String>) -> Result<Response, Problem> {
    summarize(app, caller, "savings_groups", id, summary::group_by_id).await
}

async fn member_summary(app: State<App>, caller: Caller, id: Path<String>) -> Result<Response, Problem> {
    summarize(app, caller, "group_members", id, summary::member).await
}

/// The summary of a row that the caller may see.
async fn summarize<T: Serialize + Send + 'static>(
    State(app): State<App>,
    caller: Caller,
    table: &'static str,
    Path(id): Path<String>,
    sum_up: fn(&mut Database, i32) -> Result<T, SummaryError>,
) -> Result<Response, Problem> {
    let resource = Resource::of_table(table).ok_or_else(Problem::not_found)?;
    let summary = app.run(move |database| {
        let condition = handlers::with_key(resource, &[id])?.and(caller.may_see(resource));
        let row = handlers::find(database, resource, condition)?;
        let id = super::resources::id(&row, "id").ok_or_else(Problem::not_found)?;
        Ok(sum_up(database, id)?)
    });
    Ok((StatusCode::OK, Json(summary.await?)).into_response())
}
