//! How far long work is, on a terminal.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use schema_catalog::harmless_line;

/// Work that takes no longer is done before anybody wonders.
const SILENT: Duration = Duration::from_millis(500);

/// A line on standard error that tells how far the work is, where that is a terminal and the work is long.
pub(crate) struct Progress {
    bar: ProgressBar,
    since: Instant,
}

impl Progress {
    /// That of so many steps.
    pub(crate) fn new(steps: usize) -> Self {
        let bar = ProgressBar::with_draw_target(Some(steps as u64), ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template("{bar:24} {pos}/{len} {msg}");
        Self { bar: bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar())), since: Instant::now() }
    }

    /// The next step begins.
    pub(crate) fn step(&self, name: &str) {
        if self.bar.is_hidden() && self.since.elapsed() > SILENT {
            // Hidden still where standard error is no terminal.
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.set_message(harmless_line(name).into_owned());
        self.bar.inc(1);
    }
}

impl Drop for Progress {
    /// Whatever is written next stands on a line of its own.
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
