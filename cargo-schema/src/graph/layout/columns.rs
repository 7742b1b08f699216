//! Which box stands in which column, and in which order there.
//!
//! Groups that follow each other share a band of columns, as many bands as give the page a sensible shape. Within its group,
//! a box goes where the lines are short, by exchanging boxes as long as that makes them shorter.

use super::{GAP, GROUP_GAP, GROUP_PAD, GROUP_TOP, Link, Node};

/// How many times as wide as high the page is to be, in percent.
const SHAPE: i64 = 160;
/// How much work goes into the search for short lines, counted in lines that are looked at.
const WORK: usize = 12_000_000;

/// Columns next to each other, with the groups in them one above the other.
pub(super) struct Band {
    pub(super) first: usize,
    pub(super) columns: usize,
    pub(super) groups: Vec<usize>,
}

/// The boxes of each column from top to bottom, those of a group together.
pub(super) struct Grid {
    pub(super) columns: Vec<Vec<usize>>,
    pub(super) bands: Vec<Band>,
}

/// How much room is left above each box of a column, and below the last, for the lines that pass there.
pub(super) type Room = Vec<Vec<i32>>;

/// Where the boxes and groups stand, from the top.
pub(super) struct Heights {
    pub(super) nodes: Vec<i32>,
    /// The upper and lower edge of each group.
    pub(super) groups: Vec<(i32, i32)>,
    pub(super) bottom: i32,
}

impl Grid {
    /// Boxes and lines in columns, between which there are about so many pixels.
    pub(super) fn new(nodes: &[Node], groups: usize, links: &[Link], channel: i32) -> Self {
        let pitch = i64::from(widest(nodes) + channel);
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); groups];
        for at in by_depth(nodes, links) {
            members[nodes[at].group].push(at);
        }
        let bands = bands(nodes, &members, pitch);
        let count = bands.last().map_or(0, |band| band.first + band.columns);
        let mut grid = Self { columns: vec![Vec::new(); count], bands };
        for band in &grid.bands {
            for &group in &band.groups {
                fill(&mut grid.columns[band.first..band.first + band.columns], nodes, &members[group]);
            }
        }
        grid.shorten(nodes, links, pitch);
        grid
    }

    /// The room that there is without any lines.
    pub(super) fn no_room(&self) -> Room {
        self.columns.iter().map(|column| vec![0; column.len() + 1]).collect()
    }

    /// Where the boxes stand, with room for lines.
    pub(super) fn heights(&self, nodes: &[Node], room: &Room) -> Heights {
        let groups = nodes.iter().map(|node| node.group + 1).max().unwrap_or(0);
        let mut heights = Heights { nodes: vec![0; nodes.len()], groups: vec![(0, 0); groups], bottom: 0 };
        for band in &self.bands {
            let columns = band.first..band.first + band.columns;
            let mut next = vec![0; band.columns];
            let mut top = 0;
            for &group in &band.groups {
                let mut bottom = top + GROUP_TOP;
                for (column, next) in columns.clone().zip(&mut next) {
                    let mut y = top + GROUP_TOP;
                    let mut is_first = true;
                    while let Some(&node) = self.columns[column].get(*next).filter(|&&at| nodes[at].group == group) {
                        let room = room[column][*next];
                        // Above the first box of a column, lines pass outside of the group.
                        y += if is_first { if *next == 0 { 0 } else { room } } else { GAP.max(room) };
                        heights.nodes[node] = y;
                        y += nodes[node].height;
                        bottom = bottom.max(y);
                        is_first = false;
                        *next += 1;
                    }
                }
                heights.groups[group] = (top, bottom + GROUP_PAD);
                top = bottom + GROUP_PAD + GROUP_GAP;
            }
            heights.bottom = heights.bottom.max(top - GROUP_GAP);
        }
        heights
    }

    /// Exchanges boxes of the same group as long as that makes the lines shorter.
    fn shorten(&mut self, nodes: &[Node], links: &[Link], pitch: i64) {
        let cost = Cost::new(nodes, links, pitch);
        let mut work = 0;
        let mut best = cost.of(self, nodes, links);
        loop {
            let before = best;
            for (first, second) in self.exchanges(nodes) {
                work += links.len() + nodes.len();
                if work > WORK {
                    return;
                }
                self.exchange(first, second);
                let now = cost.of(self, nodes, links);
                if now < best {
                    best = now;
                } else {
                    self.exchange(first, second);
                }
            }
            if best == before {
                return;
            }
        }
    }

    fn exchange(&mut self, (column, at): (usize, usize), (other, there): (usize, usize)) {
        let (one, two) = (self.columns[column][at], self.columns[other][there]);
        self.columns[column][at] = two;
        self.columns[other][there] = one;
    }

    /// The places of every two boxes of the same group.
    fn exchanges(&self, nodes: &[Node]) -> Vec<((usize, usize), (usize, usize))> {
        let mut found = Vec::new();
        for band in &self.bands {
            let columns = band.first..band.first + band.columns;
            let places: Vec<(usize, usize)> =
                columns.flat_map(|column| (0..self.columns[column].len()).map(move |at| (column, at))).collect();
            let group = |&(column, at): &(usize, usize)| nodes[self.columns[column][at]].group;
            for (number, first) in places.iter().enumerate() {
                let others = places[number + 1..].iter().filter(|other| group(first) == group(other));
                found.extend(others.map(|other| (*first, *other)));
            }
        }
        found
    }
}

/// What an arrangement costs: how long its lines are, and how high the page.
struct Cost {
    /// What a pixel of each link costs: the less, the more lines run beside it.
    weights: Vec<i64>,
    /// From one column to the next.
    pitch: i64,
}

impl Cost {
    fn new(nodes: &[Node], links: &[Link], pitch: i64) -> Self {
        let mut beside = vec![0_u32; nodes.len()];
        links.iter().for_each(|link| beside[link.parent.node] += 1);
        let weight = |link: &Link| (1000.0 / f64::from(beside[link.parent.node]).sqrt()) as i64;
        Self { weights: links.iter().map(weight).collect(), pitch }
    }

    fn of(&self, grid: &Grid, nodes: &[Node], links: &[Link]) -> i64 {
        let heights = grid.heights(nodes, &grid.no_room());
        let mut columns = vec![0_i64; nodes.len()];
        for (number, column) in grid.columns.iter().enumerate() {
            column.iter().for_each(|&node| columns[node] = number as i64);
        }
        let length = |link: &Link| {
            let y = |end: &super::End| i64::from(heights.nodes[end.node] + end.y);
            let across = columns[link.child.node] - columns[link.parent.node];
            let (ahead, back) = (across.max(0), (-across).max(0));
            let level = if across == 0 { self.pitch * 3 / 4 } else { self.pitch * (2 * ahead + 3 * back) / 2 };
            level + (y(&link.child) - y(&link.parent)).abs()
        };
        let lines: i64 = links.iter().zip(&self.weights).map(|(link, weight)| length(link) * weight).sum();
        lines + i64::from(heights.groups.iter().map(|(top, bottom)| bottom - top).sum::<i32>()) * 4000
    }
}

fn widest(nodes: &[Node]) -> i32 {
    nodes.iter().map(|node| node.width).max().unwrap_or(0)
}

/// The nodes, parents before children where no cycle forbids it, else in their order.
fn by_depth(nodes: &[Node], links: &[Link]) -> Vec<usize> {
    let mut depth = vec![0_usize; nodes.len()];
    // As deep as the longest way from a node without parents; what is in a cycle stays where so many rounds leave it.
    for _ in 0..nodes.len().min(8) {
        let before = depth.clone();
        for link in links.iter().filter(|link| nodes[link.child.node].group == nodes[link.parent.node].group) {
            if link.child.node != link.parent.node {
                depth[link.child.node] = depth[link.child.node].max(before[link.parent.node] + 1).min(8);
            }
        }
        if depth == before {
            break;
        }
    }
    let mut order: Vec<usize> = (0..nodes.len()).collect();
    order.sort_by_key(|&at| (depth[at], at));
    order
}

/// How high a group is in so many columns, about.
fn height_of(nodes: &[Node], members: &[usize], columns: usize) -> i32 {
    let tallest = members.iter().map(|&at| nodes[at].height).max().unwrap_or(0);
    let whole: i32 = members.iter().map(|&at| nodes[at].height + GAP).sum();
    GROUP_TOP + GROUP_PAD + tallest.max(whole / i32::try_from(columns).unwrap_or(1).max(1) + tallest / 4)
}

/// The bands that give the page the best shape.
fn bands(nodes: &[Node], members: &[Vec<usize>], pitch: i64) -> Vec<Band> {
    let whole: i32 = members.iter().map(|members| height_of(nodes, members, 1)).sum();
    let candidate = |parts: i32| {
        let limit = whole / parts;
        let (bands, height) = banded(nodes, members, limit);
        let columns = bands.last().map_or(0, |band| band.first + band.columns) as i64;
        let (width, height) = (columns * pitch, i64::from(height));
        // A page that is too high is as bad as one that is too wide; one with much that is empty is worse.
        let shape = (width * 100 / height.max(1)).max(1);
        let off = if shape > SHAPE { shape * 100 / SHAPE } else { SHAPE * 100 / shape };
        (off * 3 + width * height * 100 / (i64::from(whole) * pitch).max(1), bands)
    };
    let best = (1..=40).map(candidate).min_by_key(|(cost, _)| *cost);
    best.map(|(_, bands)| bands).unwrap_or_default()
}

/// Bands up to this height, and the height of the highest.
fn banded(nodes: &[Node], members: &[Vec<usize>], limit: i32) -> (Vec<Band>, i32) {
    let mut bands: Vec<Band> = Vec::new();
    let (mut height, mut highest) = (0, 0);
    for (group, of_group) in members.iter().enumerate().filter(|(_, members)| !members.is_empty()) {
        if let Some(band) = bands.last_mut() {
            let more = height_of(nodes, of_group, band.columns) + GROUP_GAP;
            if height + more <= limit {
                band.groups.push(group);
                height += more;
                highest = highest.max(height);
                continue;
            }
        }
        let fits = |columns: &usize| height_of(nodes, of_group, *columns) <= limit;
        let columns = (1..=of_group.len()).find(fits).unwrap_or(of_group.len());
        let first = bands.last().map_or(0, |band| band.first + band.columns);
        bands.push(Band { first, columns, groups: vec![group] });
        height = height_of(nodes, of_group, columns);
        highest = highest.max(height);
    }
    (bands, highest)
}

/// Puts the boxes of a group into columns of about the same height, in their order.
fn fill(columns: &mut [Vec<usize>], nodes: &[Node], members: &[usize]) {
    let mut left: i32 = members.iter().map(|&at| nodes[at].height + GAP).sum();
    let mut members = members.iter().copied().peekable();
    let count = columns.len();
    for (number, column) in columns.iter_mut().enumerate() {
        let share = left / i32::try_from(count - number).unwrap_or(1).max(1);
        let mut height = 0;
        while let Some(at) = members.next_if(|&at| number + 1 == count || height + nodes[at].height / 2 <= share) {
            height += nodes[at].height + GAP;
            column.push(at);
        }
        left -= height;
    }
}
