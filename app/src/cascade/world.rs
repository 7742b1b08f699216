//! The rows of a database as far as keys go, and what a delete would leave of them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write;

use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::Text;
use schema_drift::{Rule, Schema};

use crate::database::Database;

/// Between two values, and in place of one that is NULL: the separators of ASCII, which are in no key.
const BETWEEN: char = '\u{1f}';
const NULL: &str = "\u{1e}";

/// A table, as far as keys go.
pub(super) struct TableShape {
    pub(super) name: String,
    /// Those of the primary key first, then whatever is in a foreign key or referred to by one.
    columns: Vec<String>,
    key_length: usize,
}

/// A foreign key, by positions.
pub(super) struct Key {
    pub(super) child: usize,
    pub(super) parent: usize,
    child_columns: Vec<usize>,
    parent_columns: Vec<usize>,
    pub(super) rule: Rule,
}

/// The tables and foreign keys of a database.
pub(super) struct Shape {
    pub(super) tables: Vec<TableShape>,
    pub(super) keys: Vec<Key>,
}

/// The values of a row: of the primary key, then of the others.
type Row = Vec<Option<String>>;

/// Every row, by table, then by primary key.
#[derive(Clone, PartialEq)]
pub(super) struct World {
    rows: Vec<BTreeMap<Vec<String>, Row>>,
}

/// For each foreign key the rows that refer, by what they refer to.
pub(super) struct Referring(Vec<HashMap<Vec<String>, Vec<Vec<String>>>>);

/// A row: its table and its primary key.
pub(super) type Address = (usize, Vec<String>);

impl Shape {
    pub(super) fn of(schema: &Schema) -> Self {
        let known: Vec<_> =
            schema.tables.iter().filter(|table| !table.name.starts_with("__") && table.primary_key.is_some()).collect();
        let position = |name: &str| known.iter().position(|table| table.name == name);
        let mut tables: Vec<TableShape> = known
            .iter()
            .map(|table| {
                let key = table.primary_key.iter().flat_map(|key| key.columns.iter());
                let columns: Vec<String> = key.map(ToString::to_string).collect();
                TableShape { name: table.name.to_string(), key_length: columns.len(), columns }
            })
            .collect();
        let mut keys = Vec::new();
        for (child, table) in known.iter().enumerate() {
            for key in table.foreign_keys.iter() {
                let Some(parent) = position(&key.parent) else { continue };
                let child_columns = key.columns.iter().map(|name| tables[child].column(name)).collect();
                let parent_columns = key.parent_columns.iter().map(|name| tables[parent].column(name)).collect();
                keys.push(Key { child, parent, child_columns, parent_columns, rule: key.on_delete });
            }
        }
        Self { tables, keys }
    }

    /// A foreign key in words: `group_members (group_id) -> savings_groups`.
    pub(super) fn name(&self, key: &Key) -> String {
        let child = &self.tables[key.child];
        let columns: Vec<&str> = key.child_columns.iter().map(|column| child.columns[*column].as_str()).collect();
        format!("{} ({}) -> {}", child.name, columns.join(", "), self.tables[key.parent].name)
    }

    /// Reads every row, in one query.
    pub(super) fn load(&self, database: &mut Database) -> QueryResult<World> {
        #[derive(QueryableByName)]
        struct Line {
            #[diesel(sql_type = Text)]
            name: String,
            #[diesel(sql_type = Text)]
            line: String,
        }
        let mut query = String::new();
        for table in &self.tables {
            let values: Vec<String> =
                table.columns.iter().map(|name| format!("coalesce(CAST({name} AS TEXT), '{NULL}')")).collect();
            let values = values.join(&format!(" || '{BETWEEN}' || "));
            let union = if query.is_empty() { "" } else { " UNION ALL " };
            let name = &table.name;
            // A text takes every write.
            let _ = write!(query, "{union}SELECT '{name}' AS name, {values} AS line FROM {name}");
        }
        let lines: Vec<Line> = match database {
            Database::Postgres(connection) => sql_query(query).load(connection)?,
            Database::Sqlite(connection) => sql_query(query).load(connection)?,
        };
        let positions: HashMap<&str, usize> =
            self.tables.iter().enumerate().map(|(position, table)| (table.name.as_str(), position)).collect();
        let mut world = World { rows: vec![BTreeMap::new(); self.tables.len()] };
        for Line { name, line } in lines {
            let Some(table) = positions.get(name.as_str()).copied() else { continue };
            let row: Row = line.split(BETWEEN).map(|value| (value != NULL).then(|| value.to_owned())).collect();
            let key = row[..self.tables[table].key_length].iter().flatten().cloned().collect();
            world.rows[table].insert(key, row);
        }
        Ok(world)
    }

    /// The statement that deletes one row.
    pub(super) fn delete_statement(&self, (table, key): &Address) -> String {
        let table = &self.tables[*table];
        let conditions: Vec<String> = table
            .columns
            .iter()
            .zip(key)
            .map(|(name, value)| format!("CAST({name} AS TEXT) = '{}'", value.replace('\'', "''")))
            .collect();
        format!("DELETE FROM {} WHERE {}", table.name, conditions.join(" AND "))
    }
}

impl TableShape {
    /// The position of a column, which is added where it is not known yet.
    fn column(&mut self, name: &str) -> usize {
        self.columns.iter().position(|known| known == name).unwrap_or_else(|| {
            self.columns.push(name.to_owned());
            self.columns.len() - 1
        })
    }
}

/// The values in these columns, if none is NULL.
fn values(row: &Row, columns: &[usize]) -> Option<Vec<String>> {
    columns.iter().map(|column| row[*column].clone()).collect()
}

impl World {
    pub(super) fn referring(&self, shape: &Shape) -> Referring {
        let by_key = shape.keys.iter().map(|key| {
            let mut found: HashMap<Vec<String>, Vec<Vec<String>>> = HashMap::new();
            for (child, row) in &self.rows[key.child] {
                if let Some(referred) = values(row, &key.child_columns) {
                    found.entry(referred).or_default().push(child.clone());
                }
            }
            found
        });
        Referring(by_key.collect())
    }

    /// Every row that a foreign key refers to, those with the fewest referring rows first.
    pub(super) fn parents(&self, key: &Key, referring: &HashMap<Vec<String>, Vec<Vec<String>>>) -> Vec<Address> {
        let mut found: Vec<(usize, Address)> = self.rows[key.parent]
            .iter()
            .filter_map(|(parent, row)| {
                let children = referring.get(&values(row, &key.parent_columns)?)?;
                Some((children.len(), (key.parent, parent.clone())))
            })
            .collect();
        found.sort();
        found.into_iter().map(|(_, address)| address).collect()
    }

    /// How many rows refer to a row by a foreign key.
    pub(super) fn count_referring(&self, key: &Key, referred: &[String]) -> usize {
        let refers = |row: &&Row| values(row, &key.child_columns).is_some_and(|values| values == referred);
        self.rows[key.child].values().filter(refers).count()
    }

    /// What a row is referred to by.
    pub(super) fn referred(&self, key: &Key, (table, row): &Address) -> Vec<String> {
        self.rows[*table].get(row).and_then(|row| values(row, &key.parent_columns)).unwrap_or_default()
    }

    pub(super) fn row_count(&self) -> usize {
        self.rows.iter().map(BTreeMap::len).sum()
    }

    /// How many of the rows of a table are in another world too.
    pub(super) fn count_kept(&self, table: usize, rows: &[Vec<String>]) -> usize {
        rows.iter().filter(|row| self.rows[table].contains_key(*row)).count()
    }

    /// The tables with other rows than another world, and how many more or fewer.
    pub(super) fn differences(&self, other: &Self, shape: &Shape) -> Vec<String> {
        let mut found = Vec::new();
        for ((expected, live), table) in self.rows.iter().zip(&other.rows).zip(&shape.tables) {
            if expected != live {
                found.push(format!("{}: {} rows expected, {} found", table.name, expected.len(), live.len()));
            }
        }
        found
    }

    /// Deletes a row and does what the foreign keys say, or tells all those that refuse it.
    ///
    /// RESTRICT refuses while there is a row that refers; NO ACTION where there is still one when all is done:
    /// <https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK>.
    pub(super) fn delete(
        &mut self,
        shape: &Shape,
        referring: &Referring,
        address: &Address,
    ) -> Result<(), BTreeSet<usize>> {
        let mut pending = vec![address.clone()];
        let mut refusing = BTreeSet::new();
        let mut to_check = Vec::new();
        while let Some((table, row)) = pending.pop() {
            let Some(deleted) = self.rows[table].remove(&row) else { continue };
            for (position, key) in shape.keys.iter().enumerate().filter(|(_, key)| key.parent == table) {
                let Some(referred) = values(&deleted, &key.parent_columns) else { continue };
                for child in referring.0[position].get(&referred).into_iter().flatten() {
                    let Some(row) = self.rows[key.child].get_mut(child) else { continue };
                    match key.rule {
                        Rule::Cascade => pending.push((key.child, child.clone())),
                        Rule::SetNull => key.child_columns.iter().for_each(|column| row[*column] = None),
                        Rule::Restrict => {
                            refusing.insert(position);
                        }
                        Rule::NoAction | Rule::SetDefault => to_check.push((position, key.child, child)),
                    }
                }
            }
        }
        refusing.extend(
            to_check.into_iter().filter(|(_, table, row)| self.rows[*table].contains_key(*row)).map(|(key, ..)| key),
        );
        if refusing.is_empty() { Ok(()) } else { Err(refusing) }
    }
}

impl Referring {
    /// The rows that refer by a foreign key, by what they refer to.
    pub(super) fn by(&self, position: usize) -> &HashMap<Vec<String>, Vec<Vec<String>>> {
        &self.0[position]
    }
}
