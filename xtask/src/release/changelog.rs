//! What `CHANGELOG.md` says of a version.

/// What is wrong with it for a release of this version.
pub(super) fn faults(text: &str, version: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let heading = format!("## [{version}]");
    let date = text.lines().find_map(|line| line.strip_prefix(&heading)).map(|rest| rest.strip_prefix(" - "));
    if !date.flatten().is_some_and(is_date) {
        faults.push(format!("CHANGELOG.md has no heading `{heading} - YYYY-MM-DD`; write it below `## [Unreleased]`"));
    }
    let unreleased = text.lines().skip_while(|line| *line != "## [Unreleased]").skip(1);
    if unreleased.take_while(|line| !line.starts_with("## ")).any(|line| line.starts_with("- ")) {
        faults.push(format!("CHANGELOG.md has entries below `## [Unreleased]`; move them below `{heading}`"));
    }
    faults
}

/// `2026-01-31`
fn is_date(text: &str) -> bool {
    let numbers: Vec<&str> = text.trim_end().split('-').collect();
    let is_number = |text: &str, digits: usize, to: u32| {
        text.len() == digits && text.parse().is_ok_and(|number: u32| (1..=to).contains(&number))
    };
    matches!(numbers.as_slice(), [year, month, day]
        if is_number(year, 4, 9999) && is_number(month, 2, 12) && is_number(day, 2, 31))
}

#[cfg(test)]
mod tests {
    use super::faults;

    #[test]
    fn a_release_has_its_heading_with_a_date() {
        let released = "# Changelog\n\n## [Unreleased]\n\n## [0.2.0] - 2026-01-31\n\n### Added\n\n- All.\n";
        assert_eq!(faults(released, "0.2.0"), [""; 0]);
        for wrong in ["2026-1-31", "31-01-2026", "2026-13-01", "soon", ""] {
            let text = released.replace("2026-01-31", wrong);
            assert_eq!(faults(&text, "0.2.0").len(), 1, "{wrong}");
        }
        assert_eq!(
            faults(released, "0.2"),
            ["CHANGELOG.md has no heading `## [0.2] - YYYY-MM-DD`; write it below `## [Unreleased]`"]
        );
    }

    #[test]
    fn nothing_stays_unreleased() {
        let text = "## [Unreleased]\n\n### Added\n\n- More.\n\n## [0.2.0] - 2026-01-31\n";
        assert_eq!(
            faults(text, "0.2.0"),
            ["CHANGELOG.md has entries below `## [Unreleased]`; move them below `## [0.2.0]`"]
        );
    }
}
