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

/// How many columns fit on the screen of a phone.
const NARROW: usize = 3;

/// A table that can be wider than the screen. On a phone each row of more columns than fit is a card of its own; the roles
/// are there because browsers forget that it is a table where it does not look like one.
pub(super) fn table(caption: &str, head: &[&str], rows: &[Vec<Markup>]) -> Markup {
    html! {
        div class="wide" role="region" aria-label=(caption) tabindex="0" {
            table role="table" class=[(head.len() > NARROW).then_some("cards")] {
                caption { (caption) }
                thead role="rowgroup" { tr role="row" {
                    @for title in head {
                        th role="columnheader" scope="col" class=[is_number(title).then_some("number")] { (title.trim_start()) }
                    }
                } }
                tbody role="rowgroup" {
                    @for row in rows {
                        tr role="row" { @for (title, (position, cell)) in head.iter().zip(row.iter().enumerate()) {
                            @if position == 0 { th role="rowheader" scope="row" { (cell) } }
                            @else {
                                td role="cell" data-title=(title.trim_start()) class=[is_number(title).then_some("number")] { (cell) }
                            }
                        } }
                    }
                    @if rows.is_empty() { tr role="row" { td role="cell" colspan=(head.len()) { "None." } } }
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
