//! What all pages have in common.

use axum::http::header;
use axum::response::IntoResponse;
use maud::{DOCTYPE, Markup, html};

use super::super::access::Caller;

const STYLE: &str = include_str!("style.css");

pub(super) async fn style() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=3600")], STYLE)
}

/// A page with a title, for someone who has logged in or for all.
pub(super) fn page(title: &str, caller: Option<&Caller>, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " · Savings groups" }
                link rel="stylesheet" href={ "/style.css?" (env!("CARGO_PKG_VERSION")) };
            }
            body {
                a class="skip" href="#content" { "Skip to the content" }
                header class="top" {
                    nav aria-label="Main" { a class="brand" href="/" { "Savings groups" } }
                    @if let Some(caller) = caller {
                        form method="post" action="/logout" {
                            span { (caller.name) }
                            button type="submit" class="quiet" { "Log out" }
                        }
                    }
                }
                main id="content" tabindex="-1" { (body) }
            }
        }
    }
}

/// A table that can be wider than the screen.
pub(super) fn table(caption: &str, head: &[&str], rows: &[Vec<Markup>]) -> Markup {
    html! {
        div class="wide" role="region" aria-label=(caption) tabindex="0" {
            table {
                caption { (caption) }
                thead { tr {
                    @for title in head {
                        th scope="col" class=[is_number(title).then_some("number")] { (title.trim_start()) }
                    }
                } }
                tbody {
                    @for row in rows {
                        tr { @for (position, cell) in row.iter().enumerate() {
                            @if position == 0 { th scope="row" { (cell) } }
                            @else { td class=[head.get(position).is_some_and(|title| is_number(title)).then_some("number")] { (cell) } }
                        } }
                    }
                    @if rows.is_empty() { tr { td colspan=(head.len()) { "None." } } }
                }
            }
        }
    }
}

/// Titles of columns of numbers begin with a space.
fn is_number(title: &str) -> bool {
    title.starts_with(' ')
}

/// Figures, each with what it is.
pub(super) fn figures(figures: &[(&str, String)]) -> Markup {
    html! {
        dl class="figures" {
            @for (name, figure) in figures { div { dt { (name) } dd { (figure) } } }
        }
    }
}
