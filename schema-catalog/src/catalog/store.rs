//! A map that can go back to an earlier state: for `ROLLBACK`, and for a statement that fails half-way.

use std::collections::BTreeMap;
use std::ops::RangeBounds;
use std::sync::Arc;

/// A sorted map that records what it replaces, so that [`Store::rollback`] can put it back.
///
/// Recording costs one copy of each value changed since the last [`Store::commit`], not a copy of the map.
#[derive(Clone, Debug)]
pub(crate) struct Store<K, V> {
    map: BTreeMap<K, Arc<V>>,
    replaced: Vec<(K, Option<Arc<V>>)>,
    /// The newest state that may be gone back to: what was recorded since then need not be recorded again.
    newest: usize,
    removed: usize,
}

/// A state to go back to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark(usize);

impl<K, V> Default for Store<K, V> {
    fn default() -> Self {
        Self { map: BTreeMap::new(), replaced: Vec::new(), newest: 0, removed: 0 }
    }
}

impl<K: Ord + Clone, V: Clone> Store<K, V> {
    pub(crate) fn get(&self, key: &K) -> Option<&V> {
        self.map.get(key).map(Arc::as_ref)
    }

    pub(crate) fn contains(&self, key: &K) -> bool {
        self.map.contains_key(key)
    }

    /// Whether another state of this map has the very same value: then it has not changed in between.
    pub(crate) fn shares(&self, other: &Self, key: &K) -> bool {
        matches!((self.map.get(key), other.map.get(key)), (Some(one), Some(other)) if Arc::ptr_eq(one, other))
    }

    pub(crate) fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        let value = self.map.get_mut(key)?;
        if !(self.newest < self.replaced.len() && self.replaced.last().is_some_and(|(last, _)| last == key)) {
            self.replaced.push((key.clone(), Some(Arc::clone(value))));
        }
        Some(Arc::make_mut(value))
    }

    pub(crate) fn insert(&mut self, key: K, value: V) {
        let old = self.map.insert(key.clone(), Arc::new(value));
        self.replaced.push((key, old));
    }

    pub(crate) fn remove(&mut self, key: &K) -> Option<Arc<V>> {
        let old = self.map.remove(key)?;
        self.removed += 1;
        self.replaced.push((key.clone(), Some(Arc::clone(&old))));
        Some(old)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.map.iter().map(|(key, value)| (key, value.as_ref()))
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = &V> {
        self.map.values().map(Arc::as_ref)
    }

    /// The entries with keys in a range.
    pub(crate) fn range(&self, keys: impl RangeBounds<K>) -> impl Iterator<Item = (&K, &V)> {
        self.map.range(keys).map(|(key, value)| (key, value.as_ref()))
    }

    pub(crate) fn mark(&mut self) -> Mark {
        self.newest = self.replaced.len();
        Mark(self.newest)
    }

    /// How often something was removed, be it by going back.
    pub(crate) fn removed(&self) -> usize {
        self.removed
    }

    /// How many changes are recorded.
    pub(crate) fn changes(&self) -> usize {
        self.replaced.len()
    }

    /// What changed since `mark`, each with what it was then; `None` for what was not there.
    pub(crate) fn changed_since(&self, mark: Mark) -> BTreeMap<&K, Option<&V>> {
        let mut changed = BTreeMap::new();
        for (key, old) in self.replaced.get(mark.0..).unwrap_or_default() {
            changed.entry(key).or_insert(old.as_deref());
        }
        changed
    }

    /// Puts back everything that changed since `mark`, and tells the keys of it.
    pub(crate) fn rollback(&mut self, mark: Mark) -> Vec<K> {
        let undone = self.replaced.split_off(mark.0.min(self.replaced.len()));
        let mut keys = Vec::with_capacity(undone.len());
        for (key, old) in undone.into_iter().rev() {
            match old {
                Some(value) => self.map.insert(key.clone(), value),
                None => {
                    self.removed += 1;
                    self.map.remove(&key)
                }
            };
            keys.push(key);
        }
        keys
    }

    /// Forgets every earlier state.
    pub(crate) fn commit(&mut self) {
        self.replaced.clear();
        self.newest = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::Store;

    #[test]
    fn rollback_restores_changes_insertions_and_removals() {
        let mut store = Store::default();
        store.insert("kept", 1);
        store.insert("changed", 2);
        store.insert("removed", 3);
        store.commit();
        let mark = store.mark();
        *store.get_mut(&"changed").expect("inserted above") = 20;
        *store.get_mut(&"changed").expect("inserted above") = 200;
        store.remove(&"removed");
        store.insert("removed", 30);
        store.insert("new", 4);
        let changed: Vec<_> = store.changed_since(mark).into_iter().map(|(key, old)| (*key, old.copied())).collect();
        assert_eq!(changed, [("changed", Some(2)), ("new", None), ("removed", Some(3))]);
        store.rollback(mark);
        let all: Vec<_> = store.iter().map(|(key, value)| (*key, *value)).collect();
        assert_eq!(all, [("changed", 2), ("kept", 1), ("removed", 3)]);
    }
}
