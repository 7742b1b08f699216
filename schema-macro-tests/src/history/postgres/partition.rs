//! Partitions, and inheritance after the fact.

use schema_catalog::{PartitionStrategy, Table, TableKind};

use super::{Next, qualified};

/// Types of keys, with a value of each for a number.
const KEYS: &[&str] = &["int", "bigint", "text", "date", "numeric(12,2)"];

impl Next<'_> {
    /// A partitioned table with a partition or two.
    pub(super) fn create_parted(&mut self, name: &str) -> String {
        let (key, mut other) = (self.name(), self.name());
        if other == key {
            other = "\"b 2\"".to_owned();
        }
        let sql_type = self.choices.one(KEYS);
        let (second, by) = match self.choices.below(8) {
            0 => (format!("{other} int"), format!("RANGE ({key}, {other})")),
            1 => (format!("{other} text NOT NULL"), format!("RANGE (({key} IS NULL))")),
            2 | 3 => (format!("{other} text NOT NULL"), format!("LIST ({key})")),
            4 => (format!("{other} text, PRIMARY KEY ({key}, {other})"), format!("HASH ({key})")),
            5 => (format!("{other} text DEFAULT 'x', UNIQUE ({key})"), format!("RANGE ({key})")),
            _ => (format!("{other} text DEFAULT 'x'"), format!("RANGE ({key})")),
        };
        format!("CREATE TABLE {name} ({key} {sql_type}, {second}) PARTITION BY {by}")
    }

    fn parted(&mut self) -> Option<&Table> {
        let parted: Vec<&Table> = self.catalog.tables().filter(|table| table.kind == TableKind::Partitioned).collect();
        self.choices.any(&parted)
    }

    /// What a partition holds: mostly something that no other does.
    fn bound(&mut self, table: &str) -> String {
        let found = self.catalog.tables().find(|known| qualified(known) == table);
        let Some(key) = found.and_then(|table| Some((table, table.partition_key.as_ref()?))) else {
            return "DEFAULT".to_owned();
        };
        let (table, key) = key;
        if self.choices.percent(15) {
            return "DEFAULT".to_owned();
        }
        let number = self.choices.below(1 << 30);
        let value = |column: Option<schema_catalog::ColumnId>, number: usize| {
            let sql_type = column.map(|id| table.column_by_id(id).sql_type.format_type(self.catalog));
            match sql_type.as_deref() {
                Some("integer" | "bigint" | "numeric" | "numeric(12,2)" | "double precision") => {
                    Some(number.to_string())
                }
                // Larger numbers may be one `real` with those next to them.
                Some("real") => Some((number % (1 << 23)).to_string()),
                Some("text" | "character varying" | "bytea") => Some(format!("'{number:010}'")),
                Some("date" | "timestamp without time zone" | "timestamp with time zone") => {
                    let (year, day) = (1000 + number / 28 % 8000, 1 + number % 28);
                    Some(format!("'{year}-03-{day:02}'"))
                }
                _ => None,
            }
        };
        let values = |number| key.columns.iter().map(|column| value(*column, number)).collect::<Option<Vec<String>>>();
        match (key.strategy, values(number), values(number + 1)) {
            (PartitionStrategy::Hash, ..) => format!("FOR VALUES WITH (MODULUS 65536, REMAINDER {})", number % 65536),
            (PartitionStrategy::List, Some(one), _) => format!("FOR VALUES IN ({})", one.join(", ")),
            (PartitionStrategy::Range, Some(from), Some(to)) => {
                format!("FOR VALUES FROM ({}) TO ({})", from.join(", "), to.join(", "))
            }
            _ => "DEFAULT".to_owned(),
        }
    }

    pub(super) fn create_partition(&mut self, head: &str) -> String {
        let Some(parent) = self.parted().map(qualified) else {
            let name = self.new_name();
            return self.create_parted(&name);
        };
        let bound = self.bound(&parent);
        let own = if self.choices.percent(15) { " (CHECK (1 > 0))" } else { "" };
        let key = self.name();
        let by = if self.choices.percent(15) { format!(" PARTITION BY LIST ({key})") } else { String::new() };
        format!("{head} PARTITION OF {parent}{own} {bound}{by}")
    }

    /// `INHERIT`, `ATTACH PARTITION` and their opposites, and whether a table is of a type.
    pub(super) fn inheritance(&mut self) -> String {
        let (Some(parent), Some(child)) = (self.table_or_view(), self.table()) else { return self.create_table() };
        let (parent_name, child_name) = (qualified(parent), qualified(child));
        let parted = self.parted().map(qualified);
        match self.choices.below(12) {
            0..=2 => match parted {
                Some(parted) => self.attach(&parted, &child_name),
                None => format!("ALTER TABLE {child_name} INHERIT {parent_name}"),
            },
            3 | 4 => {
                let parted = parted.unwrap_or(parent_name);
                let how = if self.choices.percent(20) { self.choices.one(&[" CONCURRENTLY", " FINALIZE"]) } else { "" };
                format!("ALTER TABLE {parted} DETACH PARTITION {child_name}{how}")
            }
            5 => format!("ALTER TABLE {child_name} NO INHERIT {parent_name}"),
            6 => {
                // A table that is like its parent can become a child.
                let name = self.new_name();
                let like = self.choices.one(&["", " INCLUDING ALL", " INCLUDING CONSTRAINTS"]);
                format!("CREATE TABLE {name} (LIKE {parent_name}{like});\nALTER TABLE {name} INHERIT {parent_name}")
            }
            7 => match parted {
                Some(parted) => {
                    let name = self.new_name();
                    let like = self.choices.one(&["", " INCLUDING ALL", " INCLUDING CONSTRAINTS"]);
                    let attach = self.attach(&parted, &name);
                    format!("CREATE TABLE {name} (LIKE {parted}{like});\n{attach}")
                }
                None => format!("ALTER TABLE {child_name} NOT OF"),
            },
            8 => format!("ALTER TABLE {child_name} OF {}", self.any_name()),
            9 => format!("ALTER TABLE {child_name} NOT OF"),
            _ => format!("ALTER TABLE {child_name} INHERIT {parent_name}"),
        }
    }

    fn attach(&mut self, parent: &str, child: &str) -> String {
        let bound = self.bound(parent);
        format!("ALTER TABLE {parent} ATTACH PARTITION {child} {bound}")
    }
}
