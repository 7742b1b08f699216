//! What is logged: one line of JSON for each event, with the id of the request that it belongs to.
//!
//! Neither bodies, nor headers, nor queries are logged, and of paths only their pattern: there is no secret in any line.

use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::http::HeaderValue;
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;
use tracing_subscriber::filter::LevelFilter;

/// The header with the request's id.
const REQUEST_ID: &str = "x-request-id";

/// Writes the log to standard error.
pub(super) fn start() {
    let subscriber = tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_current_span(true)
        .with_span_list(false)
        .with_target(false)
        .with_max_level(LevelFilter::INFO)
        .with_writer(std::io::stderr)
        .finish();
    // Another one is there only where a test has set it.
    let _ = tracing::subscriber::set_global_default(subscriber);
}

/// Gives each request an id, and logs what came of it.
pub(super) async fn request(mut request: Request, next: Next) -> Response {
    let id = uuid::Uuid::new_v4().to_string();
    let path = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str).to_owned();
    let address = super::address_of(&request).map(|address| address.ip().to_string());
    let span = tracing::info_span!("request", id, method = %request.method(), path, address);
    // Never one that the client has chosen.
    request.headers_mut().remove(REQUEST_ID);
    let begun = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    let milliseconds = begun.elapsed().as_millis() as u64;
    span.in_scope(|| tracing::info!(status = response.status().as_u16(), milliseconds, "answered"));
    response
}
