//! What a picture shows: tables with their columns, in groups, and the foreign keys between them.

use std::collections::{BTreeMap, BTreeSet};

use schema_catalog::{Catalog, ColumnId, ConstraintKind, ForeignKey, Table, TableId, harmless_line};

use crate::described::Described;

/// How many groups the migrations make at most: as many as there are colours.
pub(super) const GROUPS: usize = 8;

/// Tables and the foreign keys between them. They refer to each other by their place in the lists.
pub(crate) struct Diagram {
    /// What it is a picture of: `postgres: 47 tables, 110 foreign keys`.
    pub(super) title: String,
    pub(super) groups: Vec<Group>,
    pub(super) entities: Vec<Entity>,
    pub(super) relations: Vec<Relation>,
}

/// Tables that belong together: those of a schema, or those that a migration made.
pub(super) struct Group {
    pub(super) name: String,
}

/// A table.
pub(super) struct Entity {
    /// Its name, with its schema unless that is the default one, as it may be shown.
    pub(super) name: String,
    /// The word for what it is, unless it is an ordinary table.
    pub(super) kind: Option<&'static str>,
    pub(super) comment: Option<String>,
    /// Its columns; none where it is there only because others refer to it, or it to them.
    pub(super) columns: Vec<Attribute>,
    pub(super) is_stub: bool,
    pub(super) group: usize,
}

/// A column.
pub(super) struct Attribute {
    pub(super) name: String,
    pub(super) sql_type: String,
    pub(super) nullable: bool,
    pub(super) in_primary_key: bool,
    pub(super) in_foreign_key: bool,
    /// Whether it is unique by itself.
    pub(super) unique: bool,
    pub(super) comment: Option<String>,
}

/// A foreign key, or a table that is a partition of another one or inherits from it.
pub(super) struct Relation {
    /// Whether it is no foreign key: what is in the child is in the parent as well.
    pub(super) is_inherited: bool,
    pub(super) child: usize,
    /// Which of the child's columns.
    pub(super) child_columns: Vec<usize>,
    pub(super) parent: usize,
    pub(super) parent_columns: Vec<usize>,
    /// Whether a row may refer to nothing.
    pub(super) is_optional: bool,
    /// Whether no two rows refer to the same.
    pub(super) is_unique: bool,
    /// The key in words: `meetings (group_id) to savings_groups (id), on delete CASCADE`.
    pub(super) text: String,
    /// The name of the columns, as a short label.
    pub(super) label: String,
}

impl Diagram {
    /// The whole of what the migrations make, or these tables with those beside them by name.
    pub(crate) fn new(described: &Described<'_>, chosen: &[&Table]) -> Self {
        let catalog = described.catalog;
        let drawn: BTreeSet<TableId> = if chosen.is_empty() {
            catalog.tables().filter(|table| !table.kind.is_view()).map(Table::id).collect()
        } else {
            chosen.iter().map(|table| table.id()).collect()
        };
        let keys: Vec<(&Table, &str, &ForeignKey)> = catalog
            .tables()
            .flat_map(|table| table.foreign_keys().map(move |(constraint, key)| (table, &*constraint.name, key)))
            .filter(|(table, _, key)| drawn.contains(&table.id()) || drawn.contains(&key.parent))
            .collect();
        let heirs = || catalog.tables().flat_map(|table| table.parents().iter().map(move |parent| (table, *parent)));
        let heirs: Vec<(&Table, TableId)> =
            heirs().filter(|(table, parent)| drawn.contains(&table.id()) || drawn.contains(parent)).collect();
        let mut shown = drawn.clone();
        shown.extend(heirs.iter().flat_map(|(table, parent)| [table.id(), *parent]));
        shown.extend(keys.iter().flat_map(|(table, _, key)| [table.id(), key.parent]));
        let tables: Vec<&Table> = catalog.tables().filter(|table| shown.contains(&table.id())).collect();
        let place: BTreeMap<TableId, usize> = tables.iter().enumerate().map(|(at, table)| (table.id(), at)).collect();
        let (groups, of_table) = groups(described, &tables);
        let entities = tables.iter().zip(of_table).map(|(table, group)| {
            let is_stub = !drawn.contains(&table.id());
            Entity {
                name: text_of(&catalog.full_name(table)),
                kind: Some(table.kind.noun()).filter(|noun| *noun != "table"),
                comment: table.comment.as_deref().map(text_of),
                columns: if is_stub { Vec::new() } else { attributes(catalog, table) },
                is_stub,
                group,
            }
        });
        let entities: Vec<Entity> = entities.collect();
        let relations = keys.iter().filter_map(|(child, name, key)| {
            Some(relation(catalog, (child, *place.get(&child.id())?), *place.get(&key.parent)?, name, key))
        });
        let mut relations: Vec<Relation> = relations.collect();
        let (tables, keys) = (counted(entities.len(), "table"), counted(relations.len(), "foreign key"));
        relations.extend(heirs.iter().filter_map(|(child, parent)| {
            Some(inheritance(catalog, (child, *place.get(&child.id())?), (*parent, *place.get(parent)?)))
        }));
        Self { title: format!("{}: {tables}, {keys}", catalog.dialect()), groups, entities, relations }
    }
}

/// A text from SQL, in one line.
fn text_of(sql: &str) -> String {
    harmless_line(sql).into_owned()
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// The groups in their order, and which of them each table is in.
fn groups(described: &Described<'_>, tables: &[&Table]) -> (Vec<Group>, Vec<usize>) {
    let schemas: BTreeSet<&str> = tables.iter().map(|table| table.schema.as_str()).collect();
    if schemas.len() > 1 {
        let of = tables.iter().map(|table| schemas.iter().take_while(|name| **name != table.schema).count()).collect();
        return (schemas.iter().map(|name| Group { name: text_of(name) }).collect(), of);
    }
    // Places are sorted by the files, which are in the order of the migrations.
    let declared = tables.iter().map(|table| table.history.declared());
    let files: Vec<(String, String)> = declared
        .map(|place| {
            let location = described.catalog.location(place);
            (described.migration(place).unwrap_or(&location.file).to_owned(), location.file.to_string())
        })
        .collect();
    let mut by_place: Vec<usize> = (0..tables.len()).collect();
    by_place.sort_by_key(|&at| tables[at].history.declared());
    let mut found: Vec<(&str, Vec<usize>)> = Vec::new();
    for at in by_place {
        match found.last_mut() {
            Some((file, members)) if *file == files[at].1 => members.push(at),
            _ => found.push((&files[at].1, vec![at])),
        }
    }
    // Where many migrations make tables, those that follow each other share a group.
    let share = if found.len() > GROUPS { tables.len().div_ceil(GROUPS) } else { 0 };
    let mut merged: Vec<Vec<usize>> = Vec::new();
    for (_, members) in found {
        match merged.last_mut() {
            Some(last) if last.len() < share => last.extend(members),
            _ => merged.push(members),
        }
    }
    let mut of = vec![0; tables.len()];
    let mut groups = Vec::new();
    for (number, members) in merged.iter().enumerate() {
        members.iter().for_each(|&at| of[at] = number);
        let name = |at: Option<&usize>| at.map_or("", |&at| files[at].0.as_str());
        let (first, last) = (name(members.first()), name(members.last()));
        let name = if first == last { first.to_owned() } else { format!("{first} … {last}") };
        groups.push(Group { name: text_of(&name) });
    }
    (groups, of)
}

fn attributes(catalog: &Catalog, table: &Table) -> Vec<Attribute> {
    let foreign: BTreeSet<ColumnId> = table
        .constraints
        .iter()
        .flat_map(|constraint| match &constraint.kind {
            ConstraintKind::ForeignKey(key) => key.columns.as_slice(),
            ConstraintKind::Dangling(key) => key.columns.as_slice(),
            _ => &[],
        })
        .copied()
        .collect();
    let unique = unique_keys(catalog, table);
    let attribute = |column: &schema_catalog::Column| Attribute {
        name: text_of(&column.name),
        sql_type: text_of(&column.sql_type.display(catalog)),
        nullable: column.nullable,
        in_primary_key: table.primary_key().contains(&column.id()),
        in_foreign_key: foreign.contains(&column.id()),
        unique: unique.iter().any(|key| *key == [column.id()]),
        comment: column.comment.as_deref().map(text_of),
    };
    table.columns.iter().map(attribute).collect()
}

/// The sets of columns of which no two rows have the same values: keys, and plain unique indexes.
fn unique_keys(catalog: &Catalog, table: &Table) -> Vec<Vec<ColumnId>> {
    let constraints = table.constraints.iter().filter_map(|constraint| match &constraint.kind {
        ConstraintKind::PrimaryKey { columns } | ConstraintKind::Unique { columns, .. } => Some(columns.clone()),
        _ => None,
    });
    let indexes = catalog
        .own_indexes(table)
        .filter(|index| index.unique && index.predicate.is_none() && !index.columns.is_empty());
    let indexes = indexes.filter_map(|index| index.columns.iter().copied().collect::<Option<Vec<_>>>());
    constraints.chain(indexes).collect()
}

/// What a table is to one that it is a partition of or inherits from.
fn inheritance(catalog: &Catalog, (table, child): (&Table, usize), (of, parent): (TableId, usize)) -> Relation {
    let label = if table.is_partition() { "partition of" } else { "inherits from" };
    let verb = if table.is_partition() { "is a partition of" } else { label };
    let (name, of) = (catalog.full_name(table), catalog.full_name(catalog.table_by_id(of)));
    Relation {
        is_inherited: true,
        child,
        child_columns: Vec::new(),
        parent,
        parent_columns: Vec::new(),
        is_optional: false,
        is_unique: true,
        text: text_of(&format!("{name} {verb} {of}")),
        label: label.to_owned(),
    }
}

fn relation(
    catalog: &Catalog,
    (table, child): (&Table, usize),
    parent: usize,
    name: &str,
    key: &ForeignKey,
) -> Relation {
    let parent_table = catalog.table_by_id(key.parent);
    let places = |table: &Table, ids: &[ColumnId]| -> Vec<usize> {
        ids.iter().filter_map(|id| table.columns.iter().position(|column| column.id() == *id)).collect()
    };
    let child_columns = places(table, &key.columns);
    let unique = unique_keys(catalog, table);
    let names = table.column_names(&key.columns).join(", ");
    let text = format!(
        "{} ({names}) to {} ({}), on delete {}{}",
        catalog.full_name(table),
        catalog.full_name(parent_table),
        parent_table.column_names(&key.parent_columns).join(", "),
        key.on_delete.as_sql(),
        if name.is_empty() { String::new() } else { format!(": {name}") },
    );
    Relation {
        is_inherited: false,
        child,
        is_optional: child_columns.iter().any(|&at| table.columns.get(at).is_some_and(|column| column.nullable)),
        is_unique: unique.iter().any(|unique| unique.iter().all(|id| key.columns.contains(id))),
        child_columns,
        parent,
        parent_columns: places(parent_table, &key.parent_columns),
        text: text_of(&text),
        label: text_of(&names),
    }
}
