//! Tables that a person reads.

use std::fmt::Display;

use comfy_table::{CellAlignment, ContentArrangement, Table, TableComponent, presets};

/// A table with these columns; those whose title begins with a space are for numbers.
pub(crate) fn table(titles: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_preset(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Disabled);
    for between_rows in [
        TableComponent::LeftBorderIntersections,
        TableComponent::HorizontalLines,
        TableComponent::MiddleIntersections,
        TableComponent::RightBorderIntersections,
    ] {
        table.remove_style(between_rows);
    }
    table.set_header(titles.iter().map(|title| title.trim()));
    for (column, title) in table.column_iter_mut().zip(titles) {
        if title.starts_with(' ') {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}

/// What is there, or a dash.
pub(crate) fn or_dash(value: Option<impl Display>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| value.to_string())
}
