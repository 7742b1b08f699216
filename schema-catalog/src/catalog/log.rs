//! A list that only grows, and whose copies share what they have in common.

use std::fmt;
use std::sync::Arc;

/// A list that only grows. To copy it costs nothing, however long it is: each change of a table keeps a copy of the table
/// to go back to, with everything that ever happened to it.
pub(crate) struct Log<T> {
    last: Option<Arc<Entry<T>>>,
}

struct Entry<T> {
    value: T,
    before: Option<Arc<Entry<T>>>,
}

impl<T> Log<T> {
    pub(crate) fn push(&mut self, value: T) {
        let before = self.last.take();
        self.last = Some(Arc::new(Entry { value, before }));
    }

    /// Its values, the newest first.
    pub(crate) fn newest_first(&self) -> impl Iterator<Item = &T> {
        std::iter::successors(self.last.as_deref(), |entry| entry.before.as_deref()).map(|entry| &entry.value)
    }

    /// Its values, the oldest first.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        let all: Vec<&T> = self.newest_first().collect();
        all.into_iter().rev()
    }
}

impl<T> Default for Log<T> {
    fn default() -> Self {
        Self { last: None }
    }
}

impl<T> Clone for Log<T> {
    fn clone(&self) -> Self {
        Self { last: self.last.clone() }
    }
}

impl<T: PartialEq> PartialEq for Log<T> {
    fn eq(&self, other: &Self) -> bool {
        self.newest_first().eq(other.newest_first())
    }
}

impl<T: Eq> Eq for Log<T> {}

impl<T: fmt::Debug> fmt::Debug for Log<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl<T> Drop for Log<T> {
    /// Entry by entry: each would otherwise drop the one before it, as deep as the list is long.
    fn drop(&mut self) {
        let mut last = self.last.take();
        while let Some(mut entry) = last.and_then(Arc::into_inner) {
            last = entry.before.take();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Log;

    #[test]
    fn copies_go_their_own_ways() {
        let mut log = Log::default();
        log.push(1);
        let mut other = log.clone();
        log.push(2);
        other.push(3);
        assert_eq!(log.iter().collect::<Vec<_>>(), [&1, &2]);
        assert_eq!(other.newest_first().collect::<Vec<_>>(), [&3, &1]);
        assert_ne!(log, other);
        assert_eq!(log, log.clone());
    }

    #[test]
    fn a_long_list_is_dropped_without_running_deep() {
        let mut log = Log::default();
        (0..1_000_000).for_each(|number| log.push(number));
        let copy = log.clone();
        drop(log);
        assert_eq!(copy.iter().count(), 1_000_000);
    }
}
