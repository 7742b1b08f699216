//! Charts of months, as pictures in the page: bars side by side, with a scale and a name for those who can't see them.

use maud::{Markup, html};

/// One kind of bar.
pub(super) struct Series<'a> {
    pub(super) name: &'a str,
    /// One number for each label; nothing where there is none.
    pub(super) values: Vec<Option<f64>>,
}

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 240.0;
const LEFT: f64 = 72.0;
const BOTTOM: f64 = 28.0;
const TOP: f64 = 12.0;

/// Bars over labels. `most` is the end of the scale, if it is known.
pub(super) fn bars(name: &str, labels: &[String], series: &[Series<'_>], most: Option<f64>) -> Markup {
    let values = series.iter().flat_map(|series| series.values.iter().flatten().copied());
    let most = most.unwrap_or_else(|| values.fold(0.0, f64::max));
    let step = step(most);
    let ticks = (most / step).ceil().clamp(1.0, 4.0);
    let top = step * ticks;
    let height = |value: f64| (value / top).clamp(0.0, 1.0) * (HEIGHT - TOP - BOTTOM);
    let base = HEIGHT - BOTTOM;
    let slot = (WIDTH - LEFT) / labels.len().max(1) as f64;
    let width = slot * 0.7 / series.len().max(1) as f64;
    html! {
        svg viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } role="img" aria-label=(name) {
            title { (name) }
            @for value in (0..=4_u8).map(|tick| step * f64::from(tick)).filter(|value| *value <= top) {
                @let y = base - height(value);
                line class="grid" x1=(LEFT) x2=(WIDTH) y1=(round(y)) y2=(round(y)) {}
                text class="scale" x=(LEFT - 8.0) y=(round(y + 4.0)) text-anchor="end" { (short(value)) }
            }
            @for (month, label) in labels.iter().enumerate() {
                @let left = LEFT + slot * month as f64;
                @for (nth, series) in series.iter().enumerate() {
                    @if let Some(value) = series.values.get(month).copied().flatten() {
                        rect class={ "bar bar-" (nth) } x=(round(left + slot * 0.15 + width * nth as f64))
                            y=(round(base - height(value))) width=(round(width * 0.94)) height=(round(height(value))) rx="2" {
                            title { (series.name) ", " (label) ": " (short(value)) }
                        }
                    }
                }
                text class="scale" x=(round(left + slot / 2.0)) y=(HEIGHT - 8.0) text-anchor="middle" { (label) }
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

/// A quarter of the scale: 1, 2, 2.5 or 5 times a power of ten.
fn step(most: f64) -> f64 {
    let least = (most / 4.0).max(1.0);
    let power = 10_f64.powf(least.log10().floor());
    let factor = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().find(|factor| factor * power >= least - f64::EPSILON);
    factor.unwrap_or(10.0) * power
}

/// With `k` for thousands and `M` for millions.
fn short(value: f64) -> String {
    let (value, unit) = match value {
        value if value >= 1_000_000.0 => (value / 1_000_000.0, " M"),
        value if value >= 10_000.0 => (value / 1_000.0, " k"),
        value => (value, ""),
    };
    format!("{}{unit}", (value * 100.0).round() / 100.0)
}

fn round(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::{Series, bars, short, step};

    #[test]
    fn the_scale_is_round_and_holds_the_greatest() {
        for (most, expected) in [(0.0, 1.0), (4.0, 1.0), (17.0, 5.0), (99.0, 25.0), (1_234_567.0, 500_000.0)] {
            assert!((step(most) - expected).abs() < 1e-6, "{most}: {}", step(most));
            assert!(step(most) * 4.0 >= most);
        }
        assert_eq!([short(950.0), short(12_500.0), short(2_000_000.0)], ["950", "12.5 k", "2 M"]);
    }

    #[test]
    fn names_are_escaped_and_nothing_has_no_bar() {
        let series = [Series { name: "<b>", values: vec![Some(1.0), None] }];
        let drawn = bars("a & b", &["Jan".to_owned(), "Feb".to_owned()], &series, None).into_string();
        assert_eq!(drawn.matches("<rect").count(), 1);
        assert!(drawn.contains("a &amp; b") && drawn.contains("&lt;b&gt;") && !drawn.contains("<b>"), "{drawn}");
    }
}
