//! How often something may be tried.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// How many keys are remembered: more than that are an attack, which must not fill the memory.
const KEYS: usize = 10_000;

/// Lets each key through so many times within a period.
pub(crate) struct Limiter {
    most: u32,
    period: Duration,
    windows: Mutex<HashMap<String, Window>>,
}

struct Window {
    begun: Instant,
    count: u32,
}

impl Limiter {
    pub(super) fn new(most: u32, period: Duration) -> Self {
        Self { most, period, windows: Mutex::default() }
    }

    /// Counts one more try; the error is how many seconds to wait.
    pub(super) fn check(&self, key: &str) -> Result<(), u64> {
        self.check_at(key, Instant::now())
    }

    /// Forgets what was tried.
    pub(super) fn forget(&self, key: &str) {
        self.windows().remove(key);
    }

    fn check_at(&self, key: &str, now: Instant) -> Result<(), u64> {
        let mut windows = self.windows();
        if windows.len() >= KEYS && !windows.contains_key(key) {
            windows.retain(|_, window| now.duration_since(window.begun) < self.period);
            if windows.len() >= KEYS {
                return Err(self.period.as_secs());
            }
        }
        let window = windows.entry(key.to_owned()).or_insert(Window { begun: now, count: 0 });
        if now.duration_since(window.begun) >= self.period {
            *window = Window { begun: now, count: 0 };
        }
        if window.count >= self.most {
            return Err((self.period - now.duration_since(window.begun)).as_secs() + 1);
        }
        window.count += 1;
        Ok(())
    }

    /// A thread that panicked has left the counts as right as before.
    fn windows(&self) -> std::sync::MutexGuard<'_, HashMap<String, Window>> {
        self.windows.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{KEYS, Limiter};

    #[test]
    fn each_key_has_its_own_count_and_a_new_one_in_time() {
        let limiter = Limiter::new(2, Duration::from_secs(60));
        let now = Instant::now();
        let try_at = |key, seconds| limiter.check_at(key, now + Duration::from_secs(seconds));
        assert_eq!([try_at("a", 0), try_at("a", 10), try_at("b", 10)], [Ok(()); 3]);
        assert_eq!(try_at("a", 20), Err(41));
        assert_eq!(try_at("a", 60), Ok(()));
        limiter.forget("b");
        assert_eq!([try_at("b", 61), try_at("b", 61)], [Ok(()); 2]);
    }

    #[test]
    fn the_memory_has_a_limit() {
        let limiter = Limiter::new(1, Duration::from_secs(60));
        let now = Instant::now();
        for key in 0..KEYS {
            assert_eq!(limiter.check_at(&key.to_string(), now), Ok(()));
        }
        assert_eq!(limiter.check_at("one more", now), Err(60));
        assert_eq!(limiter.check_at("one more", now + Duration::from_secs(60)), Ok(()));
        assert_eq!(limiter.windows().len(), 1);
    }
}
