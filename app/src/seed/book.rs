//! What all parts of the demonstration write into, and how they count, choose and date.

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime};
use fastrand::Rng;

use super::SeedError;
use crate::contents::Contents;
use crate::decimal::Money;

/// The day on which the year begins: a Saturday.
pub(super) const START: NaiveDate = date(2025, 1, 4);

/// The last day of the year.
pub(super) const END: NaiveDate = date(2025, 12, 31);

/// The kinds of saving, by id.
#[derive(Clone, Copy)]
pub(super) struct SavingTypes {
    pub(super) compulsory: i32,
    pub(super) voluntary: i32,
    pub(super) social_fund: i32,
}

/// The kinds of document, by id.
#[derive(Clone, Copy)]
pub(super) struct Categories {
    pub(super) constitution: i32,
    pub(super) registration: i32,
    pub(super) minutes: i32,
    pub(super) identity: i32,
    pub(super) receipt: i32,
}

/// The rows so far, and the source of chance, which gives the same every time.
pub(super) struct Book {
    pub(super) contents: Contents,
    pub(super) rng: Rng,
    pub(super) saving_types: SavingTypes,
    pub(super) categories: Categories,
}

impl Book {
    pub(super) fn new(start: &Contents) -> Result<Self, SeedError> {
        let saving_type = |code| {
            let found = start.saving_types.iter().find(|row| row.code == code).map(|row| row.id);
            found.ok_or(SeedError::Missing("saving_types", code))
        };
        let category = |code| {
            let found = start.document_categories.iter().find(|row| row.code == code).map(|row| row.id);
            found.ok_or(SeedError::Missing("document_categories", code))
        };
        Ok(Self {
            saving_types: SavingTypes {
                compulsory: saving_type("compulsory")?,
                voluntary: saving_type("voluntary")?,
                social_fund: saving_type("social_fund")?,
            },
            categories: Categories {
                constitution: category("constitution")?,
                registration: category("registration")?,
                minutes: category("minutes")?,
                identity: category("identity")?,
                receipt: category("receipt")?,
            },
            contents: start.clone(),
            rng: Rng::with_seed(2025),
        })
    }

    /// Whether something happens that happens so often in a hundred times.
    pub(super) fn chance(&mut self, percent: u32) -> bool {
        self.rng.u32(0..100) < percent
    }
}

/// The id that the next row gets.
pub(super) fn next_id<T>(rows: &[T]) -> i32 {
    i32::try_from(rows.len()).unwrap_or(i32::MAX - 1) + 1
}

/// A day that there is.
pub(super) const fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(date) => date,
        None => panic!("there is no such day"),
    }
}

/// So many days later.
pub(super) fn later(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

/// A time of day.
pub(super) fn clock(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default()
}

/// The afternoon of a day, when rows are written.
pub(super) fn written(day: NaiveDate) -> NaiveDateTime {
    day.and_time(clock(15, 0))
}

/// An amount that is known to be small enough.
pub(super) fn cents(units: i64) -> Money {
    Money::from_units(units).unwrap_or(Money::MAX)
}

/// `so many` of a hundred, in the units of money.
pub(super) fn part(amount: Money, percent: i64) -> Money {
    cents(amount.units() * percent / 100)
}
