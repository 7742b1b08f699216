//! Where everything stands in a picture: boxes in columns, groups of boxes, and lines between them at right angles.
//!
//! The boxes stand in columns over the whole page, parents to the left of their children where that can be ([`columns`]).
//! Lines run upright between columns, and level in the gaps between the boxes of a column ([`routes`]). Those to the same
//! end are one line up to where they part. All is counted in whole pixels and decided without chance, so that the same
//! tables give the same picture everywhere.

mod columns;
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
