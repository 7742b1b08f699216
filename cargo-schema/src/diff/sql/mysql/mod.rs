//! What turns one MariaDB or MySQL schema into another: one `ALTER TABLE` for each table that differs, which makes it anew
//! once, with foreign keys dropped before and added afterwards where a column or key of theirs changes.
//!
//! <https://mariadb.com/kb/en/alter-table/>, <https://dev.mysql.com/doc/refman/8.4/en/alter-table.html>

mod alteration;
mod columns;
mod foreign_keys;
mod tables;
mod views;

use std::collections::BTreeSet;

use schema_catalog::{Catalog, ShownTable, Table, TableId};

use super::programs::{Kind, Programs};
use super::{Written, matched};
use alteration::Alteration;

/// Writes what turns a schema into another.
struct Writer<'a> {
    from: &'a Catalog,
    to: &'a Catalog,
    programs: [&'a Programs; 2],
    out: Written,
    /// What becomes of each table that is in both.
    alterations: Vec<Alteration<'a>>,
    /// The views that are dropped.
    dropped_views: BTreeSet<TableId>,
    /// The foreign keys that are dropped, by table and name.
    dropped_keys: BTreeSet<(TableId, String)>,
}

/// The statements that turn `from` into `to`, tables and columns matched by name.
pub(super) fn write(from: &Catalog, to: &Catalog, programs: [&Programs; 2]) -> Written {
    let pairs = matched::pairs(from, to).into_iter();
    let mut writer = Writer {
        from,
        to,
        programs,
        out: Written::default(),
        alterations: pairs.map(|(before, after)| Alteration::of([from, to], [before, after])).collect(),
        dropped_views: BTreeSet::new(),
        dropped_keys: BTreeSet::new(),
    };
    // <https://mariadb.com/kb/en/sql-statements-that-cause-an-implicit-commit/>
    writer.out.remark("each of these statements commits: where one fails, those before it have been done");
    writer.drop_triggers();
    writer.drop_views();
    writer.drop_routines();
    writer.drop_foreign_keys();
    writer.drop_tables();
    writer.create_tables();
    writer.alter_tables();
    writer.add_foreign_keys();
    writer.create_routines();
    writer.create_views();
    writer.create_triggers();
    writer.refuse_databases();
    writer.out.refuse_others([from, to], programs);
    writer.out
}

/// A table as its statements name it: with its database, unless that is the one that migrations run in.
fn full_name(catalog: &Catalog, table: &Table) -> String {
    let name = quoted(&table.name);
    if table.schema == catalog.dialect().default_schema() { name } else { format!("{}.{name}", quoted(&table.schema)) }
}

fn quoted(name: &str) -> String {
    schema_catalog::Dialect::Mysql.quote(name)
}

/// What `SHOW CREATE TABLE` would tell of a table.
fn shown(catalog: &Catalog, table: &Table) -> ShownTable {
    catalog.shown_table(table).expect("each table of such a catalog is shown, and views are none here")
}

impl Writer<'_> {
    /// Databases and sequences come and go by hand.
    fn refuse_databases(&mut self) {
        let (from, to) = (self.from, self.to);
        let databases = |catalog: &Catalog| catalog.schemas().map(|schema| schema.name.clone()).collect::<Vec<_>>();
        let sequences = |catalog: &Catalog| catalog.sequences().map(|of| of.name.clone()).collect::<Vec<_>>();
        for (what, [before, after]) in
            [("database", [from, to].map(databases)), ("sequence", [from, to].map(sequences))]
        {
            let gone = before.iter().filter(|name| !after.contains(name));
            let new = after.iter().filter(|name| !before.contains(name));
            for name in gone.chain(new) {
                self.out.refuse(format!("{what} `{name}`: it is on one side only, and none is written"));
            }
        }
    }

    /// Drops triggers that go or change. Those of a table that is dropped go with it.
    fn drop_triggers(&mut self) {
        let [before, after] = self.programs;
        for trigger in before.missing_in(after, Kind::Trigger) {
            let table = trigger.table.as_deref().and_then(|table| self.from.table(table));
            if table.is_some_and(|table| self.to.table_in(&table.schema, &table.name).is_some()) {
                self.out.say(format!("DROP TRIGGER {}", quoted(&trigger.name)));
            }
        }
    }

    fn create_triggers(&mut self) {
        let [before, after] = self.programs;
        for trigger in after.missing_in(before, Kind::Trigger) {
            self.out.say(trigger.text.clone());
        }
    }

    fn drop_routines(&mut self) {
        let [before, after] = self.programs;
        for routine in before.missing_in(after, Kind::Routine).into_iter().rev() {
            self.out.say(format!("DROP {}", routine.dropped));
        }
    }

    fn create_routines(&mut self) {
        let [before, after] = self.programs;
        for routine in after.missing_in(before, Kind::Routine) {
            self.out.say(routine.text.clone());
        }
    }
}
