//! Histories of DDL, made of choices: the same choices make the same statements, and fewer choices make fewer.

pub mod mariadb;
pub mod postgres;
pub mod sqlite;

/// Choices drawn from one number, as a statement needs them.
#[derive(Clone, Debug)]
pub struct Choices(u64);

impl Choices {
    /// The choices that this number stands for.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        // Numbers near each other must not choose alike, nor may there be nothing to draw from.
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number below `count`.
    ///
    /// # Panics
    ///
    /// If `count` is 0.
    pub fn below(&mut self, count: usize) -> usize {
        let count = u64::try_from(count).expect("counts are small");
        usize::try_from((self.next() >> 16) % count).expect("less than a count is small")
    }

    /// One of these.
    ///
    /// # Panics
    ///
    /// If there are none.
    pub fn one<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())].clone()
    }

    /// One of these, if there are any.
    pub fn any<T: Clone>(&mut self, all: &[T]) -> Option<T> {
        if all.is_empty() { None } else { Some(self.one(all)) }
    }

    /// True so many times in a hundred.
    pub fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// This text so many times in a hundred, else none.
    pub fn maybe<'a>(&mut self, percent: usize, text: &'a str) -> &'a str {
        if self.percent(percent) { text } else { "" }
    }
}
