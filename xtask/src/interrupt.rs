//! Ctrl-C and its like: remembered, so that whoever waits can stop, and everything started is cleaned up on the way out.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

use crate::failure::{Failure, Result};

/// The last signal received, or 0.
static RECEIVED: LazyLock<Arc<AtomicUsize>> = LazyLock::new(Arc::default);

/// From now on signals no longer end the process at once: [`check`] reports them.
pub(crate) fn listen() -> Result<()> {
    for signal in [SIGINT, SIGTERM, SIGHUP] {
        let number = usize::try_from(signal).unwrap_or_default();
        signal_hook::flag::register_usize(signal, Arc::clone(&RECEIVED), number)
            .map_err(|error| Failure::new(format!("cannot listen for signals: {error}")))?;
    }
    Ok(())
}

/// Fails once a signal has been received.
pub(crate) fn check() -> Result<()> {
    match i32::try_from(RECEIVED.load(Ordering::SeqCst)) {
        Ok(0) | Err(_) => Ok(()),
        Ok(signal) => Err(Failure::Interrupted(signal)),
    }
}
