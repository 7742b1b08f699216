//! Charts of months, as pictures in the page: bars side by side, with a scale and a name for those who can't see them.

use maud::{Markup, html};

/// One kind of bar.
pub(super) struct Series<'a> {
    pub(super) name: &'a str,
    /// One number for each label, in parts of a hundred; nothing where there is none.
    pub(super) values: Vec<Option<i64>>,
}

// Lengths are in tenths of the picture's unit: all is counted in whole numbers, money too.
const WIDTH: i64 = 7_200;
const HEIGHT: i64 = 2_400;
const LEFT: i64 = 720;
const BOTTOM: i64 = 280;
const TOP: i64 = 120;

/// Bars over labels. `most` is the end of the scale in parts of a hundred, if it is known.
pub(super) fn bars(name: &str, labels: &[String], series: &[Series<'_>], most: Option<i64>) -> Markup {
    let values = series.iter().flat_map(|series| series.values.iter().flatten().copied());
    let most = most.or(values.max()).unwrap_or_default();
    let step = step(most);
    let ticks = most.div_euclid(step) + i64::from(most % step > 0);
    let top = step * ticks.clamp(1, 4);
    let height = |value: i64| {
        let whole = i128::from(HEIGHT - TOP - BOTTOM);
        let part = (i128::from(value.clamp(0, top)) * whole + i128::from(top / 2)) / i128::from(top);
        i64::try_from(part).unwrap_or_default()
    };
    let base = HEIGHT - BOTTOM;
    let slot = (WIDTH - LEFT) / count(labels);
    let width = slot * 7 / 10 / count(series);
    html! {
        svg viewBox={ "0 0 " (at(WIDTH)) " " (at(HEIGHT)) } role="img" aria-label=(name) {
            title { (name) }
            @for value in (0..=4).map(|tick| step * tick).filter(|value| *value <= top) {
                @let y = base - height(value);
                line class="grid" x1=(at(LEFT)) x2=(at(WIDTH)) y1=(at(y)) y2=(at(y)) {}
                text class="scale" x=(at(LEFT - 80)) y=(at(y + 40)) text-anchor="end" { (short(value)) }
            }
            @for (month, (left, label)) in (LEFT..).step_by(step_of(slot)).zip(labels).enumerate() {
                @for (nth, (x, series)) in (left + slot * 3 / 20..).step_by(step_of(width)).zip(series).enumerate() {
                    @if let Some(value) = series.values.get(month).copied().flatten() {
                        rect class={ "bar bar-" (nth) } x=(at(x)) y=(at(base - height(value))) width=(at(width * 47 / 50))
                            height=(at(height(value))) rx="2" {
                            title { (series.name) ", " (label) ": " (short(value)) }
                        }
                    }
                }
                text class="scale" x=(at(left + slot / 2)) y=(at(HEIGHT - 80)) text-anchor="middle" { (label) }
            }
        }
        @if series.len() > 1 {
            ul class="legend" {
                @for (nth, series) in series.iter().enumerate() {
                    li { span class={ "swatch bar-" (nth) } aria-hidden="true" {} (series.name) }
                }
            }
        }
    }
}

/// How many there are, and one where there are none.
fn count<T>(all: &[T]) -> i64 {
    i64::try_from(all.len()).unwrap_or(i64::MAX).max(1)
}

/// A length as a number of steps.
fn step_of(length: i64) -> usize {
    usize::try_from(length).unwrap_or_default().max(1)
}

/// A quarter of the scale: 1, 2, 2.5 or 5 times a power of ten, and 1 at least.
fn step(most: i64) -> i64 {
    let least = most / 4 + i64::from(most % 4 > 0);
    let powers = std::iter::successors(Some(1_i64), |power| power.checked_mul(10));
    let mut steps = powers.flat_map(|power| [100, 200, 250, 500].map(|factor: i64| factor.saturating_mul(power)));
    steps.find(|step| *step >= least).unwrap_or(i64::MAX)
}

/// With `k` for thousands and `M` for millions.
fn short(value: i64) -> String {
    let (parts, unit) = match value {
        100_000_000.. => (1_000_000, " M"),
        100_000.. => (1_000, " k"),
        _ => (1, ""),
    };
    format!("{}{unit}", decimal((value + parts / 2) / parts, 100))
}

/// A length as the picture has it.
fn at(tenths: i64) -> String {
    decimal(tenths, 10)
}

/// A number of so many parts of a whole, without zeros at its end.
fn decimal(number: i64, parts: i64) -> String {
    let text = match parts {
        10 => format!("{}.{}", number / 10, number % 10),
        _ => format!("{}.{:02}", number / 100, number % 100),
    };
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Series, at, bars, short, step};

    #[test]
    fn the_scale_is_round_and_holds_the_greatest() {
        for (most, expected) in
            [(0, 100), (400, 100), (1_700, 500), (9_900, 2_500), (10_000, 2_500), (123_456_789, 50_000_000)]
        {
            assert_eq!(step(most), expected, "{most}");
            assert!(step(most) * 4 >= most);
        }
        assert!(step(i64::MAX) >= i64::MAX / 4);
        assert_eq!(
            [0, 95_050, 500_000, 1_234_599, 99_999_999, 200_000_000].map(short),
            ["0", "950.5", "5 k", "12.35 k", "1000 k", "2 M"]
        );
        assert_eq!([0, 70, 75, 7_200].map(at), ["0", "7", "7.5", "720"]);
    }

    #[test]
    fn names_are_escaped_and_nothing_has_no_bar() {
        let series = [Series { name: "<b>", values: vec![Some(100), None] }];
        let drawn = bars("a & b", &["Jan".to_owned(), "Feb".to_owned()], &series, None).into_string();
        assert_eq!(drawn.matches("<rect").count(), 1);
        // To the top of the scale.
        assert!(drawn.contains(r#"y="12" width="213.1" height="200""#), "{drawn}");
        assert!(drawn.contains("a &amp; b") && drawn.contains("&lt;b&gt;") && !drawn.contains("<b>"), "{drawn}");
    }
}
