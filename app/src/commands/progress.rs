//! A bar on the terminal for what takes longer than a second.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// Begins to show after a second, on a terminal only, and leaves nothing behind.
pub(crate) struct Progress {
    bar: ProgressBar,
    begun: Instant,
    is_silent: bool,
    title: &'static str,
}

impl Progress {
    pub(crate) fn new(title: &'static str, is_silent: bool) -> Self {
        Self { bar: ProgressBar::hidden(), begun: Instant::now(), is_silent, title }
    }

    /// So many of all are done.
    pub(crate) fn show(&self, done: usize, all: usize) {
        if self.is_silent || self.begun.elapsed() < Duration::from_secs(1) {
            return;
        }
        if self.bar.length().is_none() {
            let style = ProgressStyle::with_template("{msg} {wide_bar} {pos} of {len}");
            self.bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
            self.bar.set_draw_target(indicatif::ProgressDrawTarget::stderr());
            self.bar.set_message(self.title);
        }
        self.bar.set_length(all as u64);
        self.bar.set_position(done as u64);
    }

    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
