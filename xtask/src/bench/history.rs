//! Generates histories of DDL: the same statements for the same numbers, all of which PostgreSQL takes.

use std::fmt::Write as _;
use std::ops::Range;

/// The types of columns that are generated, with the type that each can always be changed to.
const TYPES: [(&str, &str); 10] = [
    ("integer", "bigint"),
    ("bigint", "numeric(20, 0)"),
    ("smallint", "integer"),
    ("varchar(100)", "text"),
    ("text", "varchar"),
    ("numeric(12, 2)", "numeric(14, 2)"),
    ("timestamp with time zone", "timestamp"),
    ("date", "timestamp"),
    ("uuid", "text"),
    ("boolean", "text"),
];

/// Words that names are made of.
const WORDS: [&str; 16] = [
    "account", "amount", "balance", "branch", "country", "deposit", "group", "ledger", "loan", "meeting", "member",
    "payment", "period", "region", "share", "status",
];

/// Pseudo-random numbers: SplitMix64, <https://prng.di.unimi.it/splitmix64.c>.
struct Numbers(u64);

impl Numbers {
    /// A number below `limit`.
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        // The rest is below `limit`, which is a `usize`.
        ((mixed ^ (mixed >> 31)) % limit as u64) as usize
    }
}

/// A table as far as the next statements must know it.
struct Table {
    name: String,
    /// The columns besides `id`: names, and where in [`TYPES`] their types stand, if they can still be changed.
    columns: Vec<(String, Option<usize>)>,
    indexes: Vec<String>,
    /// The foreign keys: their names and where among the tables the parents stand.
    foreign_keys: Vec<(String, usize)>,
}

/// A history that goes on for as long as statements are asked for.
pub(super) struct History {
    numbers: Numbers,
    tables: Vec<Table>,
    /// How many tables, one after the other, may have foreign keys among each other.
    area: usize,
    /// What makes the next name one that nothing had before.
    next: usize,
    /// The statement that goes with the one before.
    second: Option<String>,
}

impl History {
    pub(super) fn new() -> Self {
        Self::in_areas(usize::MAX)
    }

    /// One in which foreign keys connect only as many tables as an area has.
    pub(super) fn in_areas(area: usize) -> Self {
        Self { numbers: Numbers(2_026), tables: Vec::new(), area, next: 0, second: None }
    }

    /// A new table, to stay.
    pub(super) fn create_table(&mut self) -> String {
        let (statement, table) = self.table(self.tables.len());
        self.tables.push(table);
        statement
    }

    /// The next statement on one of the tables. There are always as many of them, or one more for a moment.
    pub(super) fn change(&mut self) -> String {
        if let Some(second) = self.second.take() {
            return second;
        }
        let at = self.numbers.below(self.tables.len());
        match self.numbers.below(100) {
            0..20 => self.add_column(at),
            20..34 => self.drop_column(at),
            34..41 => self.rename_column(at),
            41..49 => self.change_type(at),
            49..58 => self.change_column(at),
            58..68 => self.create_index(at),
            68..74 => self.drop_index(at),
            74..79 => self.add_foreign_key(at),
            79..83 => self.drop_foreign_key(at),
            83..86 => self.rename_table(at),
            86..90 => self.replace_table(at),
            90..93 => format!("COMMENT ON TABLE {} IS 'Number {at}, as it''s called';", self.tables[at].name),
            93..96 => self.make_and_drop(),
            _ => format!("UPDATE {} SET id = id WHERE id < 0 AND 'a;b' <> ';';", self.tables[at].name),
        }
    }

    fn name(&mut self) -> String {
        self.next += 1;
        format!("{}_{}_{}", self.word(), self.word(), self.next)
    }

    fn word(&mut self) -> &'static str {
        WORDS[self.numbers.below(WORDS.len())]
    }

    fn column(&mut self) -> (String, (String, Option<usize>)) {
        let (name, kind) = (self.name(), self.numbers.below(TYPES.len()));
        (format!("{name} {}", TYPES[kind].0), (name, Some(kind)))
    }

    /// The tables to which one at this place may refer.
    fn parents(&self, at: usize) -> Range<usize> {
        let first = at / self.area * self.area;
        first..first.saturating_add(self.area).min(self.tables.len())
    }

    fn table(&mut self, at: usize) -> (String, Table) {
        let name = self.name();
        let mut sql = format!("CREATE TABLE {name} (\n    id bigserial PRIMARY KEY");
        let mut columns = Vec::new();
        for _ in 0..4 + self.numbers.below(12) {
            let (definition, column) = self.column();
            let ending = ["", " NOT NULL", " UNIQUE", ""][self.numbers.below(4)];
            let _ = write!(sql, ",\n    {definition}{ending}");
            columns.push(column);
        }
        let parents = self.parents(at);
        let (parent, mut foreign_keys) = (parents.start + self.numbers.below(parents.len() + 1), Vec::new());
        if let Some(table) = self.tables[..parents.end].get(parent) {
            let key = format!("{name}_parent_fkey");
            let _ = write!(sql, ",\n    parent_id bigint CONSTRAINT {key} REFERENCES {} ON DELETE CASCADE", table.name);
            foreign_keys.push((key, parent));
        }
        sql.push_str("\n);");
        (sql, Table { name, columns, indexes: Vec::new(), foreign_keys })
    }

    fn add_column(&mut self, at: usize) -> String {
        if self.tables[at].columns.len() > 20 {
            return self.drop_column(at);
        }
        let (definition, column) = self.column();
        self.tables[at].columns.push(column);
        format!("ALTER TABLE {} ADD COLUMN {definition};", self.tables[at].name)
    }

    fn drop_column(&mut self, at: usize) -> String {
        if self.tables[at].columns.len() < 4 {
            return self.add_column(at);
        }
        let which = self.numbers.below(self.tables[at].columns.len());
        let table = &mut self.tables[at];
        let (column, _) = table.columns.remove(which);
        // Indexes are named after their columns, and go with them.
        table.indexes.retain(|index| !index.starts_with(&format!("{column}_")));
        format!("ALTER TABLE {} DROP COLUMN {column};", table.name)
    }

    fn rename_column(&mut self, at: usize) -> String {
        let (to, which) = (self.name(), self.numbers.below(self.tables[at].columns.len()));
        let table = &mut self.tables[at];
        let column = &mut table.columns[which].0;
        // An index keeps its name, by which it would no longer be known to be of this column.
        if table.indexes.iter().any(|index| index.starts_with(&format!("{column}_"))) {
            return format!("COMMENT ON COLUMN {}.{column} IS 'with an index';", table.name);
        }
        let from = std::mem::replace(column, to);
        format!("ALTER TABLE {} RENAME COLUMN {from} TO {column};", table.name)
    }

    fn change_type(&mut self, at: usize) -> String {
        let which = self.numbers.below(self.tables[at].columns.len());
        let Some(kind) = self.tables[at].columns[which].1.take() else { return self.change_column(at) };
        let table = &self.tables[at];
        format!("ALTER TABLE {} ALTER COLUMN {} TYPE {};", table.name, table.columns[which].0, TYPES[kind].1)
    }

    fn change_column(&mut self, at: usize) -> String {
        let which = self.numbers.below(self.tables[at].columns.len());
        let change = ["SET NOT NULL", "DROP NOT NULL", "SET DEFAULT NULL", "DROP DEFAULT"][self.numbers.below(4)];
        let table = &self.tables[at];
        format!("ALTER TABLE {} ALTER COLUMN {} {change};", table.name, table.columns[which].0)
    }

    fn create_index(&mut self, at: usize) -> String {
        if self.tables[at].indexes.len() > 5 {
            return self.drop_index(at);
        }
        let which = self.numbers.below(self.tables[at].columns.len());
        self.next += 1;
        let table = &mut self.tables[at];
        let column = &table.columns[which].0;
        let index = format!("{column}_{}_idx", self.next);
        let statement = format!("CREATE INDEX {index} ON {} ({column});", table.name);
        table.indexes.push(index);
        statement
    }

    fn drop_index(&mut self, at: usize) -> String {
        match self.tables[at].indexes.pop() {
            Some(index) => format!("DROP INDEX {index};"),
            None => self.create_index(at),
        }
    }

    fn add_foreign_key(&mut self, at: usize) -> String {
        if self.tables[at].foreign_keys.len() > 3 {
            return self.drop_foreign_key(at);
        }
        let parents = self.parents(at);
        let (key, parent) = (self.name(), parents.start + self.numbers.below(parents.len()));
        self.tables[at].foreign_keys.push((key.clone(), parent));
        let (child, parent) = (&self.tables[at].name, &self.tables[parent].name);
        format!("ALTER TABLE {child} ADD CONSTRAINT {key} FOREIGN KEY (id) REFERENCES {parent} (id) NOT VALID;")
    }

    fn drop_foreign_key(&mut self, at: usize) -> String {
        let table = &mut self.tables[at];
        match table.foreign_keys.pop() {
            Some((key, _)) => format!("ALTER TABLE {} DROP CONSTRAINT {key};", table.name),
            None => self.add_foreign_key(at),
        }
    }

    fn rename_table(&mut self, at: usize) -> String {
        let to = self.name();
        let from = std::mem::replace(&mut self.tables[at].name, to);
        format!("ALTER TABLE {from} RENAME TO {};", self.tables[at].name)
    }

    /// Creates a table, and drops another.
    fn replace_table(&mut self, at: usize) -> String {
        for table in &mut self.tables {
            table.foreign_keys.retain(|(_, parent)| *parent != at);
        }
        let (statement, mut table) = self.table(at);
        // It may refer to the table that goes.
        table.foreign_keys.retain(|(_, parent)| *parent != at);
        let old = std::mem::replace(&mut self.tables[at], table);
        self.second = Some(format!("DROP TABLE {} CASCADE;", old.name));
        statement
    }

    /// Makes a type or a sequence, and drops it.
    fn make_and_drop(&mut self) -> String {
        let name = self.name();
        let (kind, what) = [("TYPE", " AS ENUM ('open', 'closed')"), ("SEQUENCE", "")][self.numbers.below(2)];
        self.second = Some(format!("DROP {kind} {name};"));
        format!("CREATE {kind} {name}{what};")
    }
}
