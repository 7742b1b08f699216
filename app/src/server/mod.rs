//! The HTTP server: an interface for programs under `/api/v1`, and a page for people under `/`.

mod access;
mod actions;
mod api;
mod document;
mod handlers;
mod input;
mod limiter;
mod log;
mod login;
mod page;
mod problem;
mod resources;
mod rules;
mod selection;
mod session;
mod sql;
mod state;
mod tables;
mod value;

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use tokio::net::TcpListener;
use tokio::signal;
use tokio::sync::watch;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;

use crate::database::Location;
use problem::Problem;
use state::App;

/// The longest body of a request.
const LONGEST_BODY: usize = 64 * 1024;

/// How long a request may take.
const LONGEST_REQUEST: Duration = Duration::from_secs(30);

/// How the server is run.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where to listen.
    pub listen: SocketAddr,
    /// How long a session lasts.
    pub session: chrono::TimeDelta,
    /// Whether browsers reach the server over TLS only.
    pub is_behind_tls: bool,
}

/// Serves until SIGTERM or Ctrl-C, and ends what is under way. `listening` is told the address.
///
/// # Errors
///
/// If the address can't be had, or the database can't be used.
pub fn run(
    location: Location,
    settings: &Settings,
    listening: &mut dyn FnMut(SocketAddr) -> io::Result<()>,
) -> Result<(), Box<dyn std::error::Error>> {
    log::start();
    let cannot_run = |error: io::Error| format!("the server can't be run: {error}");
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(cannot_run)?;
    runtime.block_on(async {
        let (routes, document) = api::routes();
        let app = App::new(location, settings.session, settings.is_behind_tls, document)?;
        let listener = TcpListener::bind(settings.listen).await.map_err(|error| {
            format!("cannot listen at {}: {error}\nhelp: name another address with `--listen`", settings.listen)
        })?;
        let address = listener.local_addr().map_err(cannot_run)?;
        tracing::info!(%address, "serving");
        listening(address)?;
        let (ended, mut ends) = watch::channel(());
        let service = with_layers(routes, app).into_make_service_with_connect_info::<SocketAddr>();
        let serving = axum::serve(listener, service).with_graceful_shutdown(async move {
            asked_to_end().await;
            tracing::info!("ending what is under way");
            // Nobody listens any more only if the server is gone already.
            let _ = ended.send(());
        });
        tokio::select! {
            result = async { serving.await } => result.map_err(cannot_run)?,
            // What has not ended by then never will.
            () = async {
                let _ = ends.changed().await;
                tokio::time::sleep(LONGEST_REQUEST + Duration::from_secs(1)).await;
            } => tracing::warn!("some requests did not end"),
        }
        tracing::info!("ended");
        Ok(())
    })
}

fn with_layers(routes: Router<App>, app: App) -> Router {
    let header = |name, value| SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value));
    routes
        .merge(page::routes())
        .fallback(nothing_there)
        .method_not_allowed_fallback(async || Problem::new(StatusCode::METHOD_NOT_ALLOWED, "that can't be done here"))
        .layer(middleware::map_response(in_one_shape))
        .layer(middleware::from_fn(with_whole_body))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, LONGEST_REQUEST))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(header(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(header(header::REFERRER_POLICY, "same-origin"))
        .layer(header(header::CACHE_CONTROL, "no-store"))
        .layer(header(
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; \
             frame-ancestors 'none'",
        ))
        .layer(middleware::from_fn(log::request))
        .with_state(app)
}

async fn nothing_there(uri: Uri) -> Response {
    if uri.path().starts_with(api::PREFIX) { Problem::not_found().into_response() } else { page::nothing_there() }
}

/// Reads the body before anything is answered: of a connection on which some is left unread, nothing more can be asked.
async fn with_whole_body(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    match to_bytes(body, LONGEST_BODY).await {
        Ok(bytes) => next.run(Request::from_parts(parts, Body::from(bytes))).await,
        Err(_) => Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "the body is too long, or broken off").into_response(),
    }
}

/// What axum itself refuses, with a plain text, in the shape of all other problems.
async fn in_one_shape(response: Response) -> Response {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !response.status().is_client_error() || !kind.starts_with("text/plain") {
        return response;
    }
    let reason = response.status().canonical_reason().unwrap_or_default();
    Problem::new(response.status(), format!("the request can't be read: {}", reason.to_lowercase())).into_response()
}

/// What it said is in the log already: by the hook for panics.
fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    Problem::internal(&"a handler panicked").into_response()
}

async fn asked_to_end() {
    let interrupt = async {
        // Without a handler Ctrl-C ends the program at once, which is what is asked for.
        if signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match signal::unix::signal(signal::unix::SignalKind::terminate()) {
            Ok(mut terminate) => drop(terminate.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}

/// The address that a request comes from.
fn address_of(request: &Request) -> Option<SocketAddr> {
    request.extensions().get::<axum::extract::ConnectInfo<SocketAddr>>().map(|info| info.0)
}
