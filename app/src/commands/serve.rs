//! `app serve`: the HTTP interface, and the page for people.

use std::net::SocketAddr;

use clap::Args;

use super::{Context, Outcome, Result};
use crate::migrations;
use crate::server::{self, Settings};

/// Where, and how.
#[derive(Debug, Args)]
pub struct Serve {
    /// The address to listen at; port 0 is any that is free
    #[arg(long, env = "APP_LISTEN", default_value = "127.0.0.1:8080", value_name = "ADDRESS")]
    listen: SocketAddr,
    /// How long a session lasts
    #[arg(long, default_value_t = 12, value_name = "HOURS", value_parser = clap::value_parser!(u16).range(1..=720))]
    session_hours: u16,
    /// All requests come by a proxy with TLS: cookies are never sent without it, and the proxy's X-Forwarded-For is believed
    #[arg(long)]
    behind_tls: bool,
}

/// Serves until it is told to end.
///
/// # Errors
///
/// If the database is not as the migrations make it, or the address can't be had.
pub fn run(options: &Serve, context: &mut Context<'_>) -> Result {
    let location = context.location()?;
    let report = migrations::validate(&mut context.migrated_database()?, &[])?;
    if !report.is_clean() {
        return Err(format!("{report}\nnote: nothing is served from a database that is not as expected").into());
    }
    let settings = Settings {
        listen: options.listen,
        session: chrono::TimeDelta::hours(options.session_hours.into()),
        is_behind_tls: options.behind_tls,
    };
    server::run(location, &settings, &mut |address| {
        let address = format!("http://{address}");
        if context.json {
            writeln!(context.out, "{}", serde_json::json!({ "address": address }))?;
        } else {
            writeln!(context.out, "{address}")?;
        }
        context.out.flush()
    })?;
    Ok(Outcome::Success)
}
