//! Numbers and days as people read them.

use chrono::NaiveDate;

use crate::decimal::{Decimal, Money};

/// With commas between the thousands: `1,234,567.50`.
pub(super) fn money(amount: Money) -> String {
    let text = amount.to_string();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |digits| ("−", digits));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "00"));
    let mut grouped = String::new();
    for (position, digit) in whole.char_indices() {
        if position > 0 && (whole.len() - position) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}.{part}")
}

/// In parts of a hundred, or a dash where there is nothing.
pub(super) fn percent<const PRECISION: u32, const SCALE: u32>(value: Option<Decimal<PRECISION, SCALE>>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value} %"))
}

pub(super) fn day(day: NaiveDate) -> String {
    day.format("%-d %b %Y").to_string()
}

/// The currency of a country of the platform.
pub(super) fn currency(country: &str) -> &'static str {
    match country {
        "RW" => "Rwandan francs",
        "UG" => "Ugandan shillings",
        "KE" => "Kenyan shillings",
        _ => "the group's currency",
    }
}

#[cfg(test)]
mod tests {
    use super::money;

    #[test]
    fn thousands_are_told_apart() {
        for (text, expected) in
            [("0", "0.00"), ("999.5", "999.50"), ("-1000", "−1,000.00"), ("1234567.89", "1,234,567.89")]
        {
            assert_eq!(money(text.parse().expect("it is an amount")), expected);
        }
    }
}
