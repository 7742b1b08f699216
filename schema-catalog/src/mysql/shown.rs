//! What `SHOW CREATE TABLE` tells of a table, part by part, with what no other engine's catalog has: character sets,
//! lengths of keys, `ON UPDATE`, options.

use super::charset::Collation;
use super::ddl::KeyKind;
use super::replay::casts;
use super::replay::definition::{Check, ForeignKey, Key, Part};
use crate::catalog::{Catalog, Column, ColumnId, ReferentialAction, Table};
use crate::dialect::Dialect;

/// A table of MariaDB or MySQL, as `SHOW CREATE TABLE` tells of it.
///
/// <https://mariadb.com/kb/en/show-create-table/>, <https://dev.mysql.com/doc/refman/8.4/en/show-create-table.html>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownTable {
    /// Its columns, in their order.
    pub columns: Vec<ShownColumn>,
    /// Its keys, among them those that the engine made for foreign keys.
    pub keys: Vec<ShownKey>,
    /// Its foreign keys, be the tables there that they refer to or not.
    pub foreign_keys: Vec<ShownForeignKey>,
    /// Its checks, without those that are part of a column.
    pub checks: Vec<ShownCheck>,
    /// The storage engine, in lower case.
    pub engine: String,
    /// What a text column has that says nothing else: `CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci`.
    pub character_set: String,
    /// Whether that is what a server has that is not told otherwise, and a table that says nothing.
    pub has_default_character_set: bool,
    /// What its comment says, as a string of SQL: `''` where there is none.
    pub comment: String,
    /// Further options, as they are written: `ROW_FORMAT=COMPRESSED`.
    pub options: Vec<String>,
    /// `PARTITION BY …`, as it is written.
    pub partitioning: Option<String>,
    /// What was said of it that is not kept, and so is nowhere here: `ALTER INDEX i IGNORED`.
    pub not_kept: Vec<String>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownColumn {
    /// Its name.
    pub name: String,
    /// Its type: `int(10) unsigned`.
    pub sql_type: String,
    /// The character set and collation of a text: `CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci`.
    pub character_set: Option<String>,
    /// What follows the type, with its check: `NOT NULL DEFAULT 0 COMMENT 'shares'`.
    pub attributes: String,
    /// Whether it is worked out whenever it is read.
    pub is_virtual: bool,
}

/// A key or index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownKey {
    /// Its name; `PRIMARY` for the primary key.
    pub name: String,
    /// The words before its name: `UNIQUE KEY`, or `PRIMARY KEY`, which stands without a name.
    pub kind: &'static str,
    /// What follows its name: ``(`name`(20) DESC) USING BTREE``.
    pub parts: String,
    /// The names of its columns.
    pub columns: Vec<String>,
    /// Whether the engine made it for a foreign key: it goes when another key serves that as well.
    pub is_generated: bool,
}

/// A foreign key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownForeignKey {
    /// Its name.
    pub name: String,
    /// All of it: ``FOREIGN KEY (`a`) REFERENCES `b` (`id`) ON DELETE CASCADE``.
    pub text: String,
    /// The names of its columns.
    pub columns: Vec<String>,
    /// The table that it refers to: its database, as [`Table::schema`] has it, and its name.
    pub parent: (String, String),
    /// The names of the columns that it refers to.
    pub parent_columns: Vec<String>,
}

/// A check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownCheck {
    /// Its name.
    pub name: String,
    /// All of it: ``CHECK (`n` > 0)``.
    pub text: String,
    /// The names of the columns that it reads.
    pub columns: Vec<String>,
}

impl ShownColumn {
    /// Whether `MODIFY COLUMN` can make such a column of another one: no column becomes a virtual one or is so no more, and
    /// MariaDB makes nothing but strings of some types.
    ///
    /// <https://mariadb.com/kb/en/generated-columns/>, <https://mariadb.com/kb/en/uuid-data-type/>
    pub fn can_become(&self, other: &Self) -> bool {
        let name = |column: &Self| column.sql_type.split(['(', ' ']).next().unwrap_or_default().to_owned();
        self.is_virtual == other.is_virtual && casts(&name(self), &name(other))
    }
}

impl ShownKey {
    /// All of it: ``UNIQUE KEY `code` (`code`)``.
    pub fn text(&self) -> String {
        match self.kind {
            "PRIMARY KEY" => format!("PRIMARY KEY {}", self.parts),
            kind => format!("{kind} {} {}", quoted(&self.name), self.parts),
        }
    }
}

impl Catalog {
    /// What `SHOW CREATE TABLE` tells of a table; `None` for a view, and for a table of another engine.
    ///
    /// Expressions are as they are written, where the engine has its own words for them.
    ///
    /// ```
    /// use schema_catalog::{Catalog, Dialect};
    ///
    /// let sql = "CREATE TABLE a (b VARCHAR(20) COLLATE utf8mb4_bin NOT NULL, KEY (b(5)))";
    /// let catalog = Catalog::from_sql(Dialect::Mariadb, "up.sql", sql)?;
    /// let shown = catalog.shown_table(catalog.table("a").expect("was just created")).expect("is a table");
    /// assert_eq!(shown.columns[0].character_set.as_deref(), Some("CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"));
    /// assert_eq!(shown.keys[0].text(), "KEY `b` (`b`(5))");
    /// # Ok::<(), schema_catalog::Error>(())
    /// ```
    pub fn shown_table(&self, table: &Table) -> Option<ShownTable> {
        let definition = self.definitions.get(&table.id).filter(|definition| definition.view.is_none())?;
        let of_table = |check: &&Check| check.of_column.is_none();
        Some(ShownTable {
            columns: table.columns.iter().map(|column| self.shown_column(table, column)).collect(),
            keys: definition.keys.iter().map(|key| shown_key(table, key)).collect(),
            foreign_keys: definition.foreign_keys.iter().map(|key| shown_foreign_key(table, key)).collect(),
            checks: definition.checks.iter().filter(of_table).map(|check| shown_check(table, check)).collect(),
            engine: definition.engine.clone(),
            character_set: definition.collation.to_string(),
            has_default_character_set: definition.collation == Collation::of_server(self.dialect),
            comment: string(table.comment.as_deref().unwrap_or_default()),
            options: definition.options.values().cloned().collect(),
            partitioning: definition.partitioned_by.as_ref().map(|by| by.clause.clone()),
            not_kept: definition.not_kept.clone(),
        })
    }

    fn shown_column(&self, table: &Table, column: &Column) -> ShownColumn {
        let id = column.id();
        let definition = self.definitions.get(&table.id);
        let mut attributes: Vec<String> = Vec::new();
        let mariadb = self.dialect == Dialect::Mariadb;
        let sql_type = column.sql_type.format_type(self);
        match &column.generated {
            Some(generated) if generated.expression.is_empty() => attributes.push("GENERATED ALWAYS AS ROW".to_owned()),
            Some(generated) => {
                let stored = if generated.stored { "STORED" } else { "VIRTUAL" };
                attributes.push(format!("GENERATED ALWAYS AS ({}) {stored}", generated.expression));
            }
            None => {}
        }
        // MariaDB says nothing of NULL where a column is generated.
        if !(column.nullable || mariadb && column.generated.is_some()) {
            attributes.push("NOT NULL".to_owned());
        }
        // Whether it is NULL that a timestamp says nothing of depends on a setting.
        if column.nullable && column.generated.is_none() && sql_type.starts_with("timestamp") {
            attributes.push("NULL".to_owned());
        }
        if let Some(default) = &column.default {
            attributes.push(format!("DEFAULT {}", default.expression));
        }
        if definition.is_some_and(|definition| definition.on_update.contains(&id)) {
            let digits = column.sql_type.modifiers.join(",");
            attributes.push(format!("ON UPDATE current_timestamp({digits})"));
        }
        if column.identity.is_some() {
            attributes.push("AUTO_INCREMENT".to_owned());
        }
        attributes
            .extend(definition.and_then(|definition| definition.attributes.get(&id)).into_iter().flatten().cloned());
        if let Some(comment) = &column.comment {
            attributes.push(format!("COMMENT {}", string(comment)));
        }
        let checks = definition.into_iter().flat_map(|definition| &definition.checks);
        let own = checks.filter(|check| check.of_column == Some(id));
        attributes.extend(own.map(|check| format!("CHECK ({})", check.expression)));
        ShownColumn {
            name: column.name.clone(),
            sql_type,
            character_set: definition.and_then(|of| of.collations.get(&id)).map(ToString::to_string),
            attributes: attributes.join(" "),
            is_virtual: column.generated.as_ref().is_some_and(|generated| !generated.stored),
        }
    }
}

fn shown_key(table: &Table, key: &Key) -> ShownKey {
    let kind = match key.kind {
        KeyKind::Primary => "PRIMARY KEY",
        KeyKind::Unique => "UNIQUE KEY",
        KeyKind::Plain => "KEY",
        KeyKind::Fulltext => "FULLTEXT KEY",
        KeyKind::Spatial => "SPATIAL KEY",
    };
    let part = |part: &Part| {
        let what = match (&part.expression, part.column) {
            (Some(expression), _) => format!("({expression})"),
            (None, Some(id)) => quoted(&table.column_by_id(id).name),
            (None, None) => String::new(),
        };
        let length = part.length.map_or_else(String::new, |length| format!("({length})"));
        format!("{what}{length}{}", if part.descending { " DESC" } else { "" })
    };
    let parts: Vec<String> = key.parts.iter().map(part).collect();
    let options: String = key.options.iter().map(|option| format!(" {option}")).collect();
    let columns: Vec<ColumnId> = key.parts.iter().filter_map(|part| part.column).collect();
    let columns = table.column_names(&columns).into_iter().map(str::to_owned).collect();
    let parts = format!("({}){options}", parts.join(", "));
    ShownKey { name: key.name.clone(), kind, parts, columns, is_generated: key.generated }
}

fn shown_foreign_key(table: &Table, key: &ForeignKey) -> ShownForeignKey {
    let columns: Vec<String> = table.column_names(&key.columns).into_iter().map(str::to_owned).collect();
    let list = |names: &[String]| names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ");
    let (database, parent) = &key.parent;
    let of =
        if *database == table.schema { quoted(parent) } else { format!("{}.{}", quoted(database), quoted(parent)) };
    let mut text = format!("FOREIGN KEY ({}) REFERENCES {of} ({})", list(&columns), list(&key.parent_columns));
    for (event, action) in [("DELETE", key.on_delete), ("UPDATE", key.on_update)] {
        if action != ReferentialAction::Restrict {
            text += &format!(" ON {event} {}", action.as_sql());
        }
    }
    let (parent, parent_columns) = (key.parent.clone(), key.parent_columns.clone());
    ShownForeignKey { name: key.name.clone(), text, columns, parent, parent_columns }
}

fn shown_check(table: &Table, check: &Check) -> ShownCheck {
    let enforced = if check.enforced { "" } else { " NOT ENFORCED" };
    let text = format!("CHECK ({}){enforced}", check.expression);
    let columns = table.column_names(&check.columns).into_iter().map(str::to_owned).collect();
    ShownCheck { name: check.name.clone(), text, columns }
}

/// A name as both engines show it.
fn quoted(name: &str) -> String {
    Dialect::Mysql.quote(name)
}

/// A string as both engines read it, unless `sql_mode` has `NO_BACKSLASH_ESCAPES`.
fn string(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "''"))
}
