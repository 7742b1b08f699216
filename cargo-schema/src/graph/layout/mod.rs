//! Where everything stands in a picture: boxes in columns, groups of boxes, and lines between them at right angles.
//!
//! The boxes stand in columns over the whole page, parents to the left of their children where that can be ([`columns`]).
//! Lines run upright between columns, and level in the gaps between the boxes of a column ([`routes`]). [`place`] tells where that all is. Those to the same
//! end are one line up to where they part. All is counted in whole pixels and decided without chance, so that the same
//! tables give the same picture everywhere.

mod columns;
mod place;
mod routes;

use std::collections::BTreeMap;

use columns::Grid;

/// A box.
pub(super) struct Node {
    pub(super) width: i32,
    pub(super) height: i32,
    pub(super) group: usize,
}

/// One end of a line: a box, and how far below its upper edge.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct End {
    pub(super) node: usize,
    pub(super) y: i32,
}

/// A line. Those of one parent's end are drawn as one, up to where they part.
pub(super) struct Link {
    pub(super) child: End,
    pub(super) parent: End,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) x: i32,
    pub(super) y: i32,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) width: i32,
    pub(super) height: i32,
}

/// Where everything stands.
pub(super) struct Layout {
    pub(super) width: i32,
    pub(super) height: i32,
    /// Of each node.
    pub(super) boxes: Vec<Area>,
    /// Of each group; of one without nodes nothing.
    pub(super) groups: Vec<Option<Area>>,
    /// Of each link: the corners of its line, from the parent to the child.
    pub(super) lines: Vec<Vec<Point>>,
}

/// What lies around the whole.
const MARGIN: i32 = 24;
/// Between the boxes of a column.
const GAP: i32 = 26;
/// Inside a group, above its boxes, where its name stands.
const GROUP_TOP: i32 = 42;
/// Inside a group, on every other side of its boxes.
const GROUP_PAD: i32 = 18;
/// Between groups that stand one above the other.
const GROUP_GAP: i32 = 30;

/// What a channel between columns takes of the page, about.
const CHANNEL: i32 = 110;

impl Layout {
    pub(super) fn new(nodes: &[Node], groups: usize, links: &[Link]) -> Self {
        let layout = |channel: i32| {
            let grid = Grid::new(nodes, groups, links, channel);
            let layout = routes::Routes::new(nodes, &grid, links).layout(nodes, groups);
            (layout, grid.columns.len())
        };
        let (first, columns) = layout(CHANNEL);
        // Where there are far more lines than most tables have, the columns are to be fewer and higher.
        let boxes: i32 = first.boxes.iter().map(|area| (area.x, area.width)).collect::<BTreeMap<_, _>>().values().sum();
        let channel = (first.width - boxes) / i32::try_from(columns.max(1)).unwrap_or(i32::MAX);
        if channel > 2 * CHANNEL { layout(channel).0 } else { first }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Area, End, Layout, Link, Node, Point};

    /// The group of a box, and its rows.
    type Box = (usize, i32);
    /// A child and its row, a parent and its row.
    type Ends = (usize, usize, usize, usize);

    /// Boxes, and lines between rows of them.
    fn pictures() -> impl Strategy<Value = (Vec<Box>, Vec<Ends>)> {
        (1_usize..30).prop_flat_map(|count| {
            let boxes = proptest::collection::vec((0_usize..4, 1_i32..20), count);
            let ends = (0..count, 0_usize..20, 0..count, 0_usize..3);
            (boxes, proptest::collection::vec(ends, 0..60))
        })
    }

    fn meets(one: Area, two: Area) -> bool {
        one.x < two.x + two.width
            && two.x < one.x + one.width
            && one.y < two.y + two.height
            && two.y < one.y + one.height
    }

    fn is_in(inner: Area, outer: Area) -> bool {
        outer.x <= inner.x
            && outer.y <= inner.y
            && inner.x + inner.width <= outer.x + outer.width
            && inner.y + inner.height <= outer.y + outer.height
    }

    /// What a part of a line covers.
    fn covered(one: Point, two: Point) -> Area {
        let (x, y) = (one.x.min(two.x), one.y.min(two.y));
        Area { x, y, width: (one.x - two.x).abs().max(1), height: (one.y - two.y).abs().max(1) }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn nothing_lies_upon_anything((boxes, ends) in pictures()) {
            let nodes: Vec<Node> =
                boxes.iter().map(|&(group, rows)| Node { width: 100 + rows * 7, height: 30 + rows * 18, group }).collect();
            let row = |node: usize, row: usize| 39 + 18 * (row as i32).min(boxes[node].1 - 1);
            let link = |&(child, at, parent, to): &(usize, usize, usize, usize)| Link {
                child: End { node: child, y: row(child, at) + 4 },
                parent: End { node: parent, y: row(parent, to) - 4 },
            };
            let links: Vec<Link> = ends.iter().map(link).collect();
            let layout = Layout::new(&nodes, 4, &links);
            let page = Area { x: 0, y: 0, width: layout.width, height: layout.height };
            for (at, area) in layout.boxes.iter().enumerate() {
                prop_assert!(is_in(*area, layout.groups[nodes[at].group].expect("it has this box")));
                prop_assert!(layout.boxes[at + 1..].iter().all(|other| !meets(*area, *other)));
            }
            let groups: Vec<Area> = layout.groups.iter().copied().flatten().collect();
            for (at, group) in groups.iter().enumerate() {
                prop_assert!(is_in(*group, page));
                prop_assert!(groups[at + 1..].iter().all(|other| !meets(*group, *other)));
            }
            for (link, line) in links.iter().zip(&layout.lines) {
                let (first, last) = (line[0], line[line.len() - 1]);
                for (point, end) in [(first, link.parent), (last, link.child)] {
                    let area = layout.boxes[end.node];
                    prop_assert_eq!(point.y, area.y + end.y);
                    prop_assert!(point.x == area.x || point.x == area.x + area.width);
                }
                for pair in line.windows(2) {
                    prop_assert!(pair[0].x == pair[1].x || pair[0].y == pair[1].y, "{line:?}");
                    let part = covered(pair[0], pair[1]);
                    prop_assert!(is_in(part, page), "{line:?}");
                    prop_assert!(layout.boxes.iter().all(|area| !meets(part, *area)), "{line:?}");
                }
            }
        }
    }
}
