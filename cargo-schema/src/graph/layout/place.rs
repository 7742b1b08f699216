//! The places of everything, once it is decided what stands beside what.

use super::routes::{Bus, Routes, Segment, Side, TRACK};
use super::{Area, GROUP_PAD, Layout, MARGIN, Node, Point};

/// What is left free beside a column, for the marks at the ends of lines.
const SIDE: i32 = GROUP_PAD + 14;

/// What stands where from left to right.
struct Across {
    /// Where the first track of each channel is.
    tracks: Vec<i32>,
    /// The left and right edge of each column.
    columns: Vec<(i32, i32)>,
    width: i32,
}

impl Routes<'_> {
    /// The whole picture.
    pub(super) fn layout(&self, nodes: &[Node], groups: usize) -> Layout {
        let across = self.across(nodes);
        let passing = || self.buses.iter().flat_map(|bus| &bus.passes).map(|pass| pass.y);
        // Lines may pass above and below everything else.
        let top = MARGIN - passing().min().unwrap_or(0).min(0);
        let bottom = self.heights.bottom.max(passing().max().unwrap_or(0));
        let area = |(node, height): (usize, i32)| {
            let (left, right) = across.column(self.column_of[node]);
            Area { x: left, y: top + self.heights.nodes[node], width: right - left, height }
        };
        let boxes = nodes.iter().map(|node| node.height).enumerate().map(area).collect();
        let mut areas = vec![None; groups];
        for band in &self.grid.bands {
            let ((left, _), (_, right)) = (across.column(band.first), across.column(band.first + band.columns - 1));
            for &group in &band.groups {
                let (upper, lower) = self.heights.groups[group];
                let (x, width) = (left - GROUP_PAD, right - left + 2 * GROUP_PAD);
                areas[group] = Some(Area { x, y: top + upper, width, height: lower - upper });
            }
        }
        let mut lines = vec![Vec::new(); self.links.len()];
        for (number, bus) in self.buses.iter().enumerate() {
            for &(link, column) in &bus.links {
                let mut line = self.line((number, bus), link, column, &across);
                line.iter_mut().for_each(|point| point.y += top);
                lines[link] = line;
            }
        }
        Layout { width: across.width, height: top + bottom + MARGIN, boxes, groups: areas, lines }
    }

    fn across(&self, nodes: &[Node]) -> Across {
        let mut across = Across { tracks: Vec::new(), columns: Vec::new(), width: 0 };
        let mut x = MARGIN;
        for (number, channel) in self.channels.iter().enumerate() {
            let column = self.grid.columns.get(number);
            let before = if number == 0 { 0 } else { SIDE };
            let behind = if column.is_none() { 0 } else { SIDE };
            across.tracks.push(x + before);
            x += match channel.iter().filter_map(|segment| segment.track).max() {
                Some(last) => before + last * TRACK + behind,
                None if before == 0 || behind == 0 => GROUP_PAD,
                None => before + behind,
            };
            if let Some(column) = column {
                let width = column.iter().map(|&node| nodes[node].width).max().unwrap_or(0);
                across.columns.push((x, x + width));
                x += width;
            }
        }
        across.width = x + MARGIN;
        across
    }

    /// The corners of one line of a bus.
    fn line(&self, (number, bus): (usize, &Bus), link: usize, column: usize, across: &Across) -> Vec<Point> {
        let from = self.column_of[bus.parent.node];
        let goes_right = bus.side == Side::Right;
        let edge = |column: usize, of_right: bool| {
            let (left, right) = across.column(column);
            if of_right { right } else { left }
        };
        let mut points = vec![Point { x: edge(from, goes_right), y: self.y(bus.parent) }];
        let mut turn = |channel: usize, y: i32| {
            let own = |segment: &&Segment| segment.bus == number;
            let track = self.channels[channel].iter().find(own).and_then(|segment| segment.track);
            if let (Some(track), Some(&Point { y: before, .. })) = (track, points.last())
                && before != y
            {
                let x = across.tracks[channel] + track * TRACK;
                points.extend([Point { x, y: before }, Point { x, y }]);
            }
        };
        for pass in &bus.passes {
            let is_on_the_way = if goes_right { pass.column < column } else { pass.column > column };
            if is_on_the_way && column != from {
                turn(if goes_right { pass.column } else { pass.column + 1 }, pass.y);
            }
        }
        let y = self.y(self.links[link].child);
        let is_beside = column == from;
        turn(if is_beside || !goes_right { column + 1 } else { column }, y);
        points.push(Point { x: edge(column, goes_right == is_beside), y });
        points
    }
}

impl Across {
    fn column(&self, number: usize) -> (i32, i32) {
        self.columns.get(number).copied().unwrap_or_default()
    }
}
