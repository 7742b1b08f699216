//! A diagram as SVG, which needs no other program and nothing from elsewhere.
//!
//! All text goes through [`maud`], which escapes it, and has been made harmless before: a name can't be anything but text.

use maud::{Markup, PreEscaped, html};
use unicode_width::UnicodeWidthChar as _;

use super::diagram::{Attribute, Diagram, Entity, GROUPS, Relation};
use super::layout::{Area, End, Layout, Link, Node, Point};

/// How the picture looks; for a page that holds pictures, once.
pub(crate) const STYLE: &str = include_str!("svg.css");

/// How wide a character of a column is, and one of a table's name.
const CHARACTER: i32 = 7;
const NAME_CHARACTER: i32 = 8;
const ROW: i32 = 18;
const HEAD: i32 = 30;
/// Below the last row.
const FOOT: i32 = 6;
/// Left of a column's name, where it is told what keys it is in.
const MARKS: i32 = 38;
/// Right of a column's type, where `NULL` stands.
const NULL: i32 = 34;
/// How many characters of a name or a type are shown.
const SHOWN: usize = 44;
/// The legend's height, and how wide it is.
const LEGEND: i32 = 34;
const LEGEND_WIDTH: i32 = 880;
/// How many colours lines have.
const COLOURS: usize = 8;
/// How far the ends of lines of one key stand apart that may refer to nothing from those that may not.
const APART: i32 = 5;

/// A picture as a file.
pub(super) fn file(diagram: &Diagram) -> String {
    picture(diagram, Some(STYLE), &[]).into_string() + "\n"
}

/// A picture, with its style unless the page around it has that; there each table is a link to its place on the page.
pub(crate) fn picture(diagram: &Diagram, style: Option<&str>, places: &[String]) -> Markup {
    let layout = layout(diagram);
    let colours = &colours(&diagram.relations, &layout.lines, diagram.entities.len());
    let (width, height) = (layout.width.max(LEGEND_WIDTH), layout.height + LEGEND);
    let view = format!("0 0 {width} {height}");
    html! {
        svg xmlns="http://www.w3.org/2000/svg" class="er" viewBox=(view) width=(width) height=(height)
            role="graphics-document" aria-label=(diagram.title) {
            @if let Some(style) = style {
                title { (diagram.title) }
                style { (PreEscaped(style)) }
            }
            rect.page width=(width) height=(height) {}
            @for (number, area) in layout.groups.iter().enumerate() {
                @if let Some(area) = area { (group(&diagram.groups[number].name, number, *area, diagram.groups.len())) }
            }
            @for (parent, relations) in buses(diagram) {
                g.bus.{"l"(colours[parent])} {
                    path.halo d=(relations.iter().map(|&at| path(&layout.lines[at])).collect::<String>()) {}
                    @for &at in &relations { (edge(&diagram.relations[at], &layout.lines[at])) }
                }
            }
            @for (number, entity) in diagram.entities.iter().enumerate() {
                @let table = table(diagram, number, entity, layout.boxes[number], colours);
                // By the keyboard they are reached in the list of tables.
                @if let Some(place) = places.get(number) {
                    a href={"#" (place)} tabindex="-1" { (table) }
                } @else {
                    (table)
                }
            }
            (legend(&diagram.title, layout.height))
        }
    }
}

/// Where everything stands.
fn layout(diagram: &Diagram) -> Layout {
    let nodes: Vec<Node> = diagram.entities.iter().map(node).collect();
    let links: Vec<Link> = diagram.relations.iter().map(|relation| link(diagram, relation)).collect();
    Layout::new(&nodes, diagram.groups.len(), &links)
}

/// The colour of the lines to each node: another than that of the lines among which they run, as far as there are enough.
fn colours(relations: &[Relation], lines: &[Vec<Point>], nodes: usize) -> Vec<usize> {
    let mut reach: Vec<Option<(Point, Point)>> = vec![None; nodes];
    let mut counts = vec![0_usize; nodes];
    for (relation, line) in relations.iter().zip(lines) {
        counts[relation.parent] += 1;
        for point in line {
            let (low, high) = reach[relation.parent].get_or_insert((*point, *point));
            (low.x, low.y) = (low.x.min(point.x), low.y.min(point.y));
            (high.x, high.y) = (high.x.max(point.x), high.y.max(point.y));
        }
    }
    // Those with the most lines choose first.
    let mut order: Vec<usize> = (0..nodes).filter(|&at| counts[at] > 0).collect();
    order.sort_by_key(|&at| (std::cmp::Reverse(counts[at]), at));
    let mut colours = vec![0; nodes];
    let mut taken: Vec<(usize, (Point, Point))> = Vec::new();
    for at in order {
        let Some((low, high)) = reach[at] else { continue };
        let meets = |(other_low, other_high): &(Point, Point)| {
            low.x <= other_high.x && other_low.x <= high.x && low.y <= other_high.y && other_low.y <= high.y
        };
        let among = |colour: &usize| taken.iter().filter(|(of, area)| of == colour && meets(area)).count();
        let used = |colour: &usize| taken.iter().filter(|(of, _)| of == colour).count();
        let colour = (0..COLOURS).min_by_key(|colour| (among(colour), used(colour))).unwrap_or(0);
        colours[at] = colour;
        taken.push((colour, (low, high)));
    }
    colours
}

/// How many cells of a terminal a text takes, which is what it takes in letters of one width.
fn cells(text: &str) -> i32 {
    text.chars().map(|c| c.width().unwrap_or(1)).sum::<usize>().try_into().unwrap_or(i32::MAX / 64)
}

/// The beginning of a text that is too long.
fn shown(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn node(entity: &Entity) -> Node {
    let name = cells(&shown(&entity.name)) * NAME_CHARACTER + 28;
    let row = |attribute: &Attribute| {
        (cells(&shown(&attribute.name)) + cells(&shown(&attribute.sql_type)) + 2) * CHARACTER + MARKS + NULL + 8
    };
    let rows = i32::try_from(entity.columns.len()).unwrap_or(i32::MAX / ROW / 2);
    Node {
        width: entity.columns.iter().map(row).max().unwrap_or(0).max(name).max(120),
        height: HEAD + if rows == 0 { 0 } else { rows * ROW + FOOT },
        group: entity.group,
    }
}

/// The middle of a column's row, else that height of the head.
fn row(entity: &Entity, columns: &[usize], in_head: i32) -> i32 {
    match columns.first() {
        Some(&at) if at < entity.columns.len() => HEAD + i32::try_from(at).unwrap_or(0) * ROW + ROW / 2 + 2,
        _ => in_head,
    }
}

fn link(diagram: &Diagram, relation: &Relation) -> Link {
    let Relation { child, parent, child_columns, parent_columns, is_optional, .. } = relation;
    // Those that may refer to nothing have an end of their own.
    let is_other = |other: &Relation| {
        other.parent == *parent && other.parent_columns == *parent_columns && other.is_optional != *is_optional
    };
    let apart = match diagram.relations.iter().any(is_other) {
        true if *is_optional => APART,
        true => -APART,
        false => 0,
    };
    // As has a column that both refers and is referred to.
    let refers = |other: &Relation| other.child == *parent && other.child_columns.first() == parent_columns.first();
    let is_referred_to =
        |other: &Relation| other.parent == *child && other.parent_columns.first() == child_columns.first();
    let up = if diagram.relations.iter().any(refers) { APART } else { 0 };
    let down = if diagram.relations.iter().any(is_referred_to) { APART } else { 0 };
    Link {
        child: End { node: *child, y: row(&diagram.entities[*child], child_columns, HEAD * 3 / 4) + down },
        parent: End { node: *parent, y: row(&diagram.entities[*parent], parent_columns, HEAD / 3) + apart - up },
    }
}

/// The relations of each parent, in the order of the tables.
fn buses(diagram: &Diagram) -> Vec<(usize, Vec<usize>)> {
    let of = |parent: usize| {
        let relations = diagram.relations.iter().enumerate();
        relations.filter(|(_, relation)| relation.parent == parent).map(|(at, _)| at).collect::<Vec<_>>()
    };
    (0..diagram.entities.len())
        .map(|parent| (parent, of(parent)))
        .filter(|(_, relations)| !relations.is_empty())
        .collect()
}

fn group(name: &str, number: usize, area: Area, groups: usize) -> Markup {
    let Area { x, y, width, height } = area;
    html! {
        // One group is the whole picture.
        @if groups > 1 {
            g.group.{"g"(number % GROUPS)} {
                title { (name) }
                rect x=(x) y=(y) width=(width) height=(height) rx="10" {}
                text x=(x + 16) y=(y + 26) { (fitting(name, width - 32)) }
            }
        }
    }
}

/// As much of a name as there is room for.
fn fitting(name: &str, width: i32) -> String {
    let room = usize::try_from(width / CHARACTER).unwrap_or(0).max(1);
    match name.char_indices().nth(room) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.to_owned(),
    }
}

fn table(diagram: &Diagram, number: usize, entity: &Entity, area: Area, colours: &[usize]) -> Markup {
    let Area { x, y, width, height } = area;
    let stub = if entity.is_stub { " stub" } else { "" };
    let class = format!("table g{}{stub}", entity.group % GROUPS);
    let name = shown(&entity.name);
    html! {
        g class=(class) data-table=(number) {
            title {
                (entity.kind.map(|kind| format!("{kind} ")).unwrap_or_default()) (entity.name)
                @if let Some(comment) = &entity.comment { ": " (comment) }
            }
            rect.card x=(x) y=(y) width=(width) height=(height) rx="6" {}
            @if entity.columns.is_empty() {
                rect.head x=(x + 1) y=(y + 1) width=(width - 2) height=(height - 2) rx="5" {}
            } @else {
                path.head d={"M" (x + 1) " " (y + HEAD) "v-" (HEAD - 6) "q0-5 5-5h" (width - 12) "q5 0 5 5v" (HEAD - 6) "z"} {}
            }
            text.name x=(x + 12) y=(y + 20) { (name) }
            @for (at, attribute) in (0..).zip(&entity.columns) {
                (column(attribute, x, y + HEAD + at * ROW + 2, width, colour(diagram, number, at, colours)))
            }
        }
    }
}

/// The colour of the line that begins at a column.
fn colour(diagram: &Diagram, entity: usize, column: i32, colours: &[usize]) -> Option<usize> {
    let begins = |relation: &&Relation| {
        relation.child == entity && relation.child_columns.iter().any(|&at| i32::try_from(at) == Ok(column))
    };
    diagram.relations.iter().find(begins).map(|relation| colours[relation.parent])
}

fn column(attribute: &Attribute, x: i32, y: i32, width: i32, colour: Option<usize>) -> Markup {
    let Attribute { name, sql_type, nullable, in_primary_key, in_foreign_key, unique, comment } = attribute;
    let base = y + 13;
    let middle = y + ROW / 2;
    html! {
        g {
            title {
                (name) " " (sql_type) @if *nullable { " NULL" } @else { " NOT NULL" }
                @if *in_primary_key { ", primary key" }
                @if *unique { ", unique" }
                @if *in_foreign_key { ", foreign key" }
                @if let Some(comment) = comment { ": " (comment) }
            }
            @if *in_primary_key {
                path.key d={"M" (x + 12) " " (middle) "a3 3 0 1 1 -.01 .01m.3 0h7.5v3m-3-3v2"} {}
            } @else if *unique {
                circle.unique cx=(x + 12) cy=(middle) r="3" {}
            }
            @if *in_foreign_key {
                path class=(format!("fk l{}", colour.unwrap_or(COLOURS - 1))) d={"M" (x + 27) " " (middle - 4) "l4 4-4 4-4-4z"} {}
            }
            text.pk[*in_primary_key] x=(x + MARKS) y=(base) { (shown(name)) }
            text.type x=(x + width - NULL) y=(base) text-anchor="end" { (shown(sql_type)) }
            @if *nullable { text.null x=(x + width - 8) y=(base) text-anchor="end" { "NULL" } }
        }
    }
}

fn edge(relation: &Relation, points: &[Point]) -> Markup {
    let line = path(points);
    let class = if relation.is_optional { "line optional" } else { "line" };
    html! {
        g.edge data-from=(relation.child) data-to=(relation.parent) {
            title { (relation.text) }
            path class=(class) d=(line) {}
            path.hit d=(line) {}
            @if let (Some(&start), Some(&end)) = (points.first(), points.last()) {
                @if relation.is_inherited {
                    (whole(start, away(points.get(1), start)))
                } @else {
                    (one(start, away(points.get(1), start), relation.is_optional))
                    (many(end, away(points.len().checked_sub(2).and_then(|at| points.get(at)), end), relation.is_unique))
                }
            }
        }
    }
}

/// On which side of a box a line is, by its next corner.
fn away(next: Option<&Point>, end: Point) -> i32 {
    if next.is_some_and(|next| next.x < end.x) { -1 } else { 1 }
}

/// The parent's end: one row, or at most one.
fn one(Point { x, y }: Point, side: i32, is_optional: bool) -> Markup {
    let bar = |far: i32| format!("M{} {}v8", x + side * far, y - 4);
    html! {
        path.mark d={(bar(6)) @if !is_optional { (bar(10)) }} {}
        @if is_optional { circle.mark cx=(x + side * 12) cy=(y) r="3" {} }
    }
}

/// The end of a table that the other one is a part of.
fn whole(Point { x, y }: Point, side: i32) -> Markup {
    html! { path.mark.whole d=(format!("M{x} {y}L{} {}v12z", x + side * 11, y - 6)) {} }
}

/// The child's end: none or more rows, or at most one.
fn many(Point { x, y }: Point, side: i32, is_unique: bool) -> Markup {
    let foot = if is_unique {
        format!("M{} {}v10", x + side * 7, y - 5)
    } else {
        format!("M{} {y}L{x} {}M{} {y}L{x} {}", x + side * 10, y - 5, x + side * 10, y + 5)
    };
    html! {
        path.mark d=(foot) {}
        circle.mark cx=(x + side * 13) cy=(y) r="3" {}
    }
}

/// A line with round corners.
fn path(points: &[Point]) -> String {
    let Some((first, rest)) = points.split_first() else { return String::new() };
    let mut text = format!("M{} {}", first.x, first.y);
    let mut before = *first;
    for (at, point) in rest.iter().enumerate() {
        let Some(next) = rest.get(at + 1) else {
            text += &format!("L{} {}", point.x, point.y);
            break;
        };
        let far = |other: &Point| (other.x - point.x).abs() + (other.y - point.y).abs();
        let radius = (far(&before) / 2).min(far(next) / 2).min(6);
        let toward = |other: &Point| {
            let step = |from: i32, to: i32| from + (to - from).signum() * radius;
            (step(point.x, other.x), step(point.y, other.y))
        };
        let ((in_x, in_y), (out_x, out_y)) = (toward(&before), toward(next));
        text += &format!("L{in_x} {in_y}Q{} {} {out_x} {out_y}", point.x, point.y);
        before = *point;
    }
    text
}

/// What the marks mean.
fn legend(title: &str, top: i32) -> Markup {
    let y = top + 4;
    html! {
        g.legend.l7 {
            g { path.key d={"M28 " (y) "a3 3 0 1 1 -.01 .01m.3 0h7.5v3m-3-3v2"} {} text.caption x="44" y=(y + 4) { "primary key" } }
            g { path.fk d={"M130 " (y - 4) "l4 4-4 4-4-4z"} {} text.caption x="140" y=(y + 4) { "foreign key" } }
            g { circle.unique cx="222" cy=(y) r="3" {} text.caption x="232" y=(y + 4) { "unique" } }
            g.bus { path.line d={"M290 " (y) "h44"} {} (one(Point { x: 290, y }, 1, false)) (many(Point { x: 334, y }, -1, false))
                text.caption x="344" y=(y + 4) { "each of many has one" } }
            g.bus { path.line.optional d={"M500 " (y) "h44"} {} (one(Point { x: 500, y }, 1, true)) (many(Point { x: 544, y }, -1, false))
                text.caption x="554" y=(y + 4) { "or none" } }
            text.caption x="630" y=(y + 4) { (title) }
        }
    }
}
