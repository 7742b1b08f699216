//! How the lines run.
//!
//! Lines to the same end share a way, a *bus*: level from the parent's box into the channel beside its column, upright in
//! the channel to the children there, and through a gap between the boxes of the next column on to further ones. First it is
//! chosen through which gaps, then how far apart the boxes stand so that there is room, then which bus of a channel runs
//! left of which, so that few cross.

use std::collections::BTreeMap;

use super::columns::{Grid, Heights, Room};
use super::{End, GROUP_PAD, Link, Node};

/// Between lines side by side.
pub(super) const TRACK: i32 = 9;
/// What is left free between a box and the lines that pass it.
const CLEAR: i32 = 12;

/// Which way a bus runs from its parent.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    Right,
    Left,
}

/// The way of all lines on one side of a parent's end.
pub(super) struct Bus {
    pub(super) parent: End,
    pub(super) side: Side,
    /// Each link, with the column of its child.
    pub(super) links: Vec<(usize, usize)>,
    /// The columns that it passes, in its order.
    pub(super) passes: Vec<Pass>,
}

/// Where a bus passes a column.
pub(super) struct Pass {
    pub(super) column: usize,
    /// The number of the box below it.
    gap: usize,
    /// Where it would best be.
    wanted: i32,
    pub(super) y: i32,
}

/// Where a line in a gap is wanted, of which bus it is, and which of its passes.
type Wanted = (i32, usize, usize);

/// What a bus is in one channel: what it holds together on either side, and how far from the left it runs.
pub(super) struct Segment {
    pub(super) bus: usize,
    left: Vec<i32>,
    right: Vec<i32>,
    /// None where it runs straight through.
    pub(super) track: Option<i32>,
}

pub(super) struct Routes<'a> {
    pub(super) grid: &'a Grid,
    pub(super) links: &'a [Link],
    /// The column of each box.
    pub(super) column_of: Vec<usize>,
    pub(super) heights: Heights,
    pub(super) buses: Vec<Bus>,
    /// Channel `n` is left of column `n`.
    pub(super) channels: Vec<Vec<Segment>>,
}

impl<'a> Routes<'a> {
    pub(super) fn new(nodes: &[Node], grid: &'a Grid, links: &'a [Link]) -> Self {
        let mut column_of = vec![0; nodes.len()];
        for (number, column) in grid.columns.iter().enumerate() {
            column.iter().for_each(|&node| column_of[node] = number);
        }
        let heights = grid.heights(nodes, &grid.no_room());
        let buses = buses(links, &column_of);
        let mut routes = Self { grid, links, column_of, heights, buses, channels: Vec::new() };
        routes.choose_gaps(nodes);
        routes.make_room(nodes);
        routes.fill_channels();
        routes
    }

    /// The height of an end.
    pub(super) fn y(&self, end: End) -> i32 {
        self.heights.nodes[end.node] + end.y
    }

    /// The bounds between which lines can pass a gap.
    fn bounds(&self, nodes: &[Node], column: usize, gap: usize) -> (i32, i32) {
        let column = &self.grid.columns[column];
        let above = gap.checked_sub(1).and_then(|at| column.get(at));
        let below = column.get(gap);
        let upper = above.map(|&node| self.heights.nodes[node] + nodes[node].height + CLEAR);
        let lower = below.map(|&node| self.heights.nodes[node] - CLEAR);
        match (upper, lower) {
            (Some(upper), Some(lower)) => (upper, lower.max(upper)),
            // Above the first box they pass outside of the group.
            (None, _) => (-1_000_000, -CLEAR),
            (Some(upper), None) => (upper.max(GROUP_PAD), 1_000_000),
        }
    }

    /// Chooses the gaps through which the buses pass.
    fn choose_gaps(&mut self, nodes: &[Node]) {
        let mut used: Vec<Vec<i32>> = self.grid.no_room();
        for number in 0..self.buses.len() {
            let bus = &self.buses[number];
            let from = self.column_of[bus.parent.node];
            let goes_right = bus.side == Side::Right;
            let farthest = bus.links.iter().map(|&(_, column)| column);
            let farthest = if goes_right { farthest.max() } else { farthest.min() }.unwrap_or(from);
            let columns: Vec<usize> =
                if goes_right { (from + 1..farthest).collect() } else { (farthest + 1..from).rev().collect() };
            let mut y = self.y(bus.parent);
            let mut passes = Vec::new();
            for column in columns {
                let beyond = |&&(_, of): &&(usize, usize)| if goes_right { of > column } else { of < column };
                let mut ends: Vec<i32> =
                    bus.links.iter().filter(beyond).map(|&(link, _)| self.y(self.links[link].child)).collect();
                ends.sort_unstable();
                let target = ends.get(ends.len() / 2).copied().unwrap_or(y);
                let (low, high) = (y.min(target), y.max(target));
                let best = (0..=self.grid.columns[column].len()).map(|gap| {
                    let (upper, lower) = self.bounds(nodes, column, gap);
                    let wanted = y.clamp(low, high).clamp(upper, lower);
                    let wanted = if wanted < low { low.clamp(upper, lower) } else { wanted };
                    let crowd = used[column][gap] * TRACK * 2;
                    let outside = if upper < -1000 || lower > 100_000 { 60 } else { 0 };
                    ((wanted - y).abs() + (target - wanted).abs() + crowd + outside, gap, wanted)
                });
                if let Some((_, gap, wanted)) = best.min() {
                    used[column][gap] += 1;
                    passes.push(Pass { column, gap, wanted, y: wanted });
                    y = wanted;
                }
            }
            self.buses[number].passes = passes;
        }
    }

    /// Sets the boxes so far apart that the lines in each gap have room, and the lines side by side.
    fn make_room(&mut self, nodes: &[Node]) {
        let mut passing: BTreeMap<(usize, usize), Vec<Wanted>> = BTreeMap::new();
        for (number, bus) in self.buses.iter().enumerate() {
            for (at, pass) in bus.passes.iter().enumerate() {
                passing.entry((pass.column, pass.gap)).or_default().push((pass.wanted, number, at));
            }
        }
        let mut room: Room = self.grid.no_room();
        for ((column, gap), lines) in &passing {
            let lines = i32::try_from(lines.len()).unwrap_or(i32::MAX / TRACK / 2);
            room[*column][*gap] = 2 * CLEAR + (lines - 1) * TRACK;
        }
        let before = std::mem::replace(&mut self.heights, self.grid.heights(nodes, &room));
        for ((column, gap), mut lines) in passing {
            let (upper, lower) = self.bounds(nodes, column, gap);
            // What was wanted moves with the boxes.
            let boxes = &self.grid.columns[column];
            let anchor = boxes.get(gap).or(boxes.last()).copied();
            let moved = anchor.map_or(0, |node| self.heights.nodes[node] - before.nodes[node]);
            lines.sort_unstable();
            let ys = spread(&lines.iter().map(|(wanted, ..)| wanted + moved).collect::<Vec<_>>(), upper, lower);
            for ((_, bus, at), y) in lines.into_iter().zip(ys) {
                self.buses[bus].passes[at].y = y;
            }
        }
    }

    /// Finds what each bus holds together in each channel, and puts the buses side by side.
    fn fill_channels(&mut self) {
        let mut channels: Vec<Vec<Segment>> = (0..=self.grid.columns.len()).map(|_| Vec::new()).collect();
        for (number, bus) in self.buses.iter().enumerate() {
            let from = self.column_of[bus.parent.node];
            let goes_right = bus.side == Side::Right;
            let mut ends: BTreeMap<usize, (Vec<i32>, Vec<i32>)> = BTreeMap::new();
            let mut add = |channel: usize, on_right: bool, y: i32| {
                let sides = ends.entry(channel).or_default();
                if on_right { &mut sides.1 } else { &mut sides.0 }.push(y);
            };
            add(if goes_right { from + 1 } else { from }, !goes_right, self.y(bus.parent));
            for pass in &bus.passes {
                add(pass.column, true, pass.y);
                add(pass.column + 1, false, pass.y);
            }
            for &(link, column) in &bus.links {
                let y = self.y(self.links[link].child);
                if column == from || !goes_right {
                    add(column + 1, false, y);
                } else {
                    add(column, true, y);
                }
            }
            for (channel, (left, right)) in ends {
                channels[channel].push(Segment { bus: number, left, right, track: None });
            }
        }
        channels.iter_mut().for_each(side_by_side);
        self.channels = channels;
    }
}

/// The buses: one for each side of each parent's end on which there are children.
fn buses(links: &[Link], column_of: &[usize]) -> Vec<Bus> {
    let mut found: BTreeMap<(End, Side), Vec<(usize, usize)>> = BTreeMap::new();
    for (number, link) in links.iter().enumerate() {
        let (child, parent) = (column_of[link.child.node], column_of[link.parent.node]);
        let side = if child >= parent { Side::Right } else { Side::Left };
        found.entry((link.parent, side)).or_default().push((number, child));
    }
    let bus = |((parent, side), links)| Bus { parent, side, links, passes: Vec::new() };
    found.into_iter().map(bus).collect()
}

/// Lines in a gap, near where each is wanted and side by side.
fn spread(wanted: &[i32], upper: i32, lower: i32) -> Vec<i32> {
    let count = i32::try_from(wanted.len()).unwrap_or(0);
    let mut ys: Vec<i32> = Vec::with_capacity(wanted.len());
    for (&wanted, before) in wanted.iter().zip(0..) {
        let highest = ys.last().map_or(upper, |last: &i32| last + TRACK);
        let lowest = lower - (count - 1 - before) * TRACK;
        ys.push(wanted.max(highest).min(lowest.max(highest)));
    }
    ys
}

impl Segment {
    fn span(&self) -> (i32, i32) {
        let ys = || self.left.iter().chain(&self.right).copied();
        (ys().min().unwrap_or(0), ys().max().unwrap_or(0))
    }

    /// What it costs to have this segment left of another: how often they cross, and much more where two lines would lie
    /// upon each other.
    fn cost_left_of(&self, other: &Self) -> i32 {
        let within = |y: i32, (low, high): (i32, i32)| low - 3 <= y && y <= high + 3;
        let crossing = |ys: &[i32], span| ys.iter().filter(|&&y| within(y, span)).count();
        let crossings = crossing(&self.right, other.span()) + crossing(&other.left, self.span());
        let meeting = self.right.iter().filter(|&&y| other.left.iter().any(|&left| (left - y).abs() < 4)).count();
        i32::try_from(crossings + 50 * meeting).unwrap_or(i32::MAX)
    }
}

/// Gives each segment of a channel a track.
fn side_by_side(channel: &mut Vec<Segment>) {
    // What runs straight through needs none.
    let (mut turning, mut straight): (Vec<Segment>, Vec<Segment>) =
        std::mem::take(channel).into_iter().partition(|segment| segment.span().0 != segment.span().1);
    // Those with the most on their right stand right at first.
    turning.sort_by_key(|segment| {
        let (low, high) = segment.span();
        (segment.right.len().cmp(&segment.left.len()), low + high, segment.bus)
    });
    let gain = |one: &Segment, two: &Segment| two.cost_left_of(one) - one.cost_left_of(two);
    for _ in 0..turning.len() {
        let mut changed = false;
        for at in 1..turning.len() {
            if gain(&turning[at - 1], &turning[at]) < 0 {
                turning.swap(at - 1, at);
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    let mut placed: Vec<((i32, i32), i32)> = Vec::new();
    for segment in &mut turning {
        let (low, high) = segment.span();
        let beside =
            |((other_low, other_high), _): &&((i32, i32), i32)| low - 8 <= *other_high && *other_low <= high + 8;
        let track = placed.iter().filter(beside).map(|(_, track)| track + 1).max().unwrap_or(0);
        placed.push(((low, high), track));
        segment.track = Some(track);
    }
    turning.append(&mut straight);
    *channel = turning;
}
