//! What turns one PostgreSQL schema into another, statement by statement, in an order in which each can run.

mod columns;
mod constraints;
mod tables;
mod types;
mod views;
mod words;

use std::collections::BTreeSet;

use schema_catalog::{Catalog, Table, TableId};

use super::Written;
use super::matched::{self, is_table};
use super::programs::Programs;
use views::Needed;

/// Writes what turns a schema into another.
pub(super) struct Writer<'a> {
    from: &'a Catalog,
    to: &'a Catalog,
    programs: [&'a Programs; 2],
    out: Written,
    /// Columns whose type changes or that go, by table and name: what reads them is dropped before and made again.
    touched: BTreeSet<(String, String)>,
    /// The enums that are made anew.
    remade: BTreeSet<String>,
    /// The views that are dropped.
    dropped_views: BTreeSet<TableId>,
    /// The constraints and indexes that are dropped or were never there, by table and name.
    missing: BTreeSet<(String, String)>,
}

/// The statements that turn `from` into `to`, tables and columns matched by name.
pub(super) fn write(from: &Catalog, to: &Catalog, programs: [&Programs; 2]) -> Written {
    let mut writer = Writer {
        from,
        to,
        programs,
        out: Written::default(),
        touched: BTreeSet::new(),
        remade: BTreeSet::new(),
        dropped_views: BTreeSet::new(),
        missing: BTreeSet::new(),
    };
    writer.find_remade_enums();
    writer.find_touched();
    writer.drop_triggers();
    writer.drop_views();
    writer.drop_constraints();
    writer.drop_tables();
    writer.create_schemas();
    writer.create_extensions();
    writer.create_routines(Needed::Types);
    writer.create_types();
    writer.create_routines(Needed::Tables);
    writer.create_sequences();
    writer.create_tables();
    writer.alter_tables();
    writer.own_sequences();
    writer.add_constraints();
    writer.create_routines(Needed::Nothing);
    writer.create_views();
    writer.create_triggers();
    writer.out.say_last();
    writer.drop_types(true);
    writer.drop_routines();
    writer.drop_types(false);
    writer.drop_sequences();
    writer.drop_schemas();
    writer.comment();
    writer.out.say_last();
    writer.out.refuse_others([from, to], programs);
    writer.out
}

impl<'a> Writer<'a> {
    /// The tables of both, by name: no views.
    fn pairs(&self) -> Vec<(&'a Table, &'a Table)> {
        matched::pairs(self.from, self.to)
    }

    fn say(&mut self, statement: impl Into<String>) {
        self.out.say(statement);
    }

    /// Something that destroys data.
    fn destroy(&mut self, what: &str, statement: impl Into<String>) {
        self.out.destroy(what, statement);
    }

    fn refuse(&mut self, why: impl Into<String>) {
        self.out.refuse(why);
    }
}
