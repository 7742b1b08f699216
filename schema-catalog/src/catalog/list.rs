//! A list whose copies share what they have in common.

use std::ops::{Index, IndexMut};
use std::slice;
use std::sync::Arc;

/// How many values stand together, to be copied together when one of them changes.
const CHUNK: usize = 64;

type Chunk<T> = Arc<Vec<Arc<T>>>;

/// A list whose copies share their values: each change of a table keeps a copy of the table to go back to, and thousands
/// of constraints need not be copied for one that is new.
#[derive(Clone, Debug)]
pub struct List<T> {
    /// None of them is empty.
    chunks: Vec<Chunk<T>>,
}

impl<T> List<T> {
    /// How many values it has.
    pub fn len(&self) -> usize {
        self.chunks.iter().map(|chunk| chunk.len()).sum()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.chunks.is_empty()
    }

    /// Its values, in their order.
    pub fn iter(&self) -> Iter<'_, T> {
        Iter { chunks: self.chunks.iter(), front: [].iter(), back: [].iter() }
    }

    /// The values behind the first `count`, which are not looked at.
    pub(crate) fn behind(&self, count: usize) -> Iter<'_, T> {
        let mut left = count;
        let mut chunks = self.chunks.iter();
        let mut front = [].iter();
        for chunk in chunks.by_ref() {
            if left < chunk.len() {
                front = chunk[left..].iter();
                break;
            }
            left -= chunk.len();
        }
        Iter { chunks, front, back: [].iter() }
    }

    /// How many values are, at its beginning, the very same as those of another list.
    pub(crate) fn shared_with(&self, other: &Self) -> usize {
        let mut shared = 0;
        for (one, other) in self.chunks.iter().zip(&other.chunks) {
            if !Arc::ptr_eq(one, other) {
                return shared
                    + one.iter().zip(other.iter()).take_while(|(one, other)| Arc::ptr_eq(one, other)).count();
            }
            shared += one.len();
        }
        shared
    }

    pub(crate) fn push(&mut self, value: T) {
        match self.chunks.last_mut().filter(|chunk| chunk.len() < CHUNK) {
            Some(chunk) => Arc::make_mut(chunk).push(Arc::new(value)),
            None => self.chunks.push(Arc::new(vec![Arc::new(value)])),
        }
    }

    pub(crate) fn retain(&mut self, keep: impl Fn(&T) -> bool) {
        for chunk in &mut self.chunks {
            if !chunk.iter().all(|value| keep(value)) {
                Arc::make_mut(chunk).retain(|value| keep(value));
            }
        }
        self.chunks.retain(|chunk| !chunk.is_empty());
    }
}

impl<T: Clone> List<T> {
    pub(crate) fn get_mut(&mut self, at: usize) -> Option<&mut T> {
        let mut left = at;
        for chunk in &mut self.chunks {
            if left < chunk.len() {
                return Arc::make_mut(chunk).get_mut(left).map(Arc::make_mut);
            }
            left -= chunk.len();
        }
        None
    }

    pub(crate) fn last_mut(&mut self) -> Option<&mut T> {
        Arc::make_mut(self.chunks.last_mut()?).last_mut().map(Arc::make_mut)
    }

    /// The first value of which this is true, to change it.
    pub(crate) fn find_mut(&mut self, wanted: impl Fn(&T) -> bool) -> Option<&mut T> {
        self.filter_mut(wanted).next()
    }

    /// The values of which this is true, to change them. The others stay shared.
    pub(crate) fn filter_mut(&mut self, wanted: impl Fn(&T) -> bool) -> impl Iterator<Item = &mut T> {
        let mut found = Vec::new();
        for chunk in &mut self.chunks {
            if chunk.iter().any(|value| wanted(value)) {
                found.extend(Arc::make_mut(chunk).iter_mut().filter(|value| wanted(value)));
            }
        }
        found.into_iter().map(Arc::make_mut)
    }
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self { chunks: Vec::new() }
    }
}

impl<T: PartialEq> PartialEq for List<T> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other)
    }
}

impl<T: Eq> Eq for List<T> {}

impl<T> Index<usize> for List<T> {
    type Output = T;

    fn index(&self, at: usize) -> &T {
        self.behind(at).next().expect("a place in a list comes from the list itself")
    }
}

impl<T: Clone> IndexMut<usize> for List<T> {
    fn index_mut(&mut self, at: usize) -> &mut T {
        self.get_mut(at).expect("a place in a list comes from the list itself")
    }
}

impl<'l, T> IntoIterator for &'l List<T> {
    type Item = &'l T;
    type IntoIter = Iter<'l, T>;

    fn into_iter(self) -> Iter<'l, T> {
        self.iter()
    }
}

/// The values of a [`List`].
#[derive(Debug)]
pub struct Iter<'l, T> {
    chunks: slice::Iter<'l, Chunk<T>>,
    front: slice::Iter<'l, Arc<T>>,
    back: slice::Iter<'l, Arc<T>>,
}

impl<T> Clone for Iter<'_, T> {
    fn clone(&self) -> Self {
        Self { chunks: self.chunks.clone(), front: self.front.clone(), back: self.back.clone() }
    }
}

impl<'l, T> Iterator for Iter<'l, T> {
    type Item = &'l T;

    fn next(&mut self) -> Option<&'l T> {
        loop {
            if let Some(value) = self.front.next() {
                return Some(value);
            }
            match self.chunks.next() {
                Some(chunk) => self.front = chunk.iter(),
                None => return self.back.next().map(Arc::as_ref),
            }
        }
    }
}

impl<T> DoubleEndedIterator for Iter<'_, T> {
    fn next_back(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(value) = self.back.next_back() {
                return Some(value);
            }
            match self.chunks.next_back() {
                Some(chunk) => self.back = chunk.iter(),
                None => return self.front.next_back().map(Arc::as_ref),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::List;

    fn list(count: usize) -> List<usize> {
        let mut list = List::default();
        (0..count).for_each(|number| list.push(number));
        list
    }

    #[test]
    fn a_list_is_as_a_vector() {
        for count in [0, 1, 64, 65, 200] {
            let list = list(count);
            assert_eq!(list.len(), count);
            assert!(list.iter().copied().eq(0..count));
            assert!(list.iter().rev().copied().eq((0..count).rev()));
            assert!((0..=count).all(|from| list.behind(from).copied().eq(from..count)));
            assert!((0..count).all(|at| list[at] == at));
        }
        let list = list(200);
        let mut both = list.iter();
        let ends: Vec<_> = std::iter::from_fn(|| Some([both.next()?, both.next_back()?])).collect();
        assert!(ends.iter().enumerate().all(|(at, [front, back])| **front == at && **back == 199 - at));
    }

    #[test]
    fn what_changes_in_a_copy_stays_in_the_list() {
        let before = list(200);
        let mut after = before.clone();
        assert_eq!(after.shared_with(&before), 200);
        after.push(200);
        assert_eq!((after.shared_with(&before), before.len()), (200, 200));
        after.retain(|number| number % 2 == 0 || *number < 70);
        assert_eq!(after.shared_with(&before), 71);
        if let Some(number) = after.find_mut(|number| *number == 3) {
            *number = 300;
        }
        after.filter_mut(|number| *number > 190 && *number < 300).for_each(|number| *number += 1_000);
        assert_eq!((after[3], before[3]), (300, 3));
        assert!(after.iter().rev().take(6).copied().eq([1200, 1198, 1196, 1194, 1192, 190]));
        assert!(before.iter().copied().eq(0..200));
        assert!(after != before);
    }
}
