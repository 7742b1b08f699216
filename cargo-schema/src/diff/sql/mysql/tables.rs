//! Tables that come, go, and change.

use std::cmp::Reverse;

use schema_catalog::Table;

use super::columns::definition;
use super::{Writer, full_name, matched, quoted, shown};

impl Writer<'_> {
    /// Drops tables, those made last first: they may refer to those before them.
    pub(super) fn drop_tables(&mut self) {
        let mut gone = matched::only(self.from, self.to);
        gone.sort_by_key(|table| Reverse(table.history.declared()));
        for table in gone {
            let name = full_name(self.from, table);
            self.out.destroy(&format!("all rows of {name}"), format!("DROP TABLE {name}"));
        }
    }

    /// Makes tables, without their foreign keys.
    pub(super) fn create_tables(&mut self) {
        let mut new = matched::only(self.to, self.from);
        new.sort_by_key(|table| table.history.declared());
        for table in new {
            self.create_table(table);
        }
    }

    fn create_table(&mut self, table: &Table) {
        let name = full_name(self.to, table);
        let is_row = |table: &Table| {
            table.columns.iter().any(|column| column.generated.as_ref().is_some_and(|made| made.expression.is_empty()))
        };
        if let Some(unknown) = &table.unknown {
            return self.out.refuse(format!("table `{}`: its columns are not known: {}", table.name, unknown.reason));
        }
        if is_row(table) {
            return self.out.refuse(format!("table `{}`: it has columns of system versioning", table.name));
        }
        let shown = shown(self.to, table);
        if !shown.not_kept.is_empty() {
            let said = shown.not_kept.iter().map(|said| format!("`{said}`")).collect::<Vec<_>>().join(", ");
            return self
                .out
                .refuse(format!("table `{}`: of what was said of it, this is not kept: {said}", table.name));
        }
        let columns = shown.columns.iter().map(|column| definition(column, &[&shown.character_set]));
        let keys = shown.keys.iter().map(schema_catalog::ShownKey::text);
        let checks = shown.checks.iter().map(|check| format!("CONSTRAINT {} {}", quoted(&check.name), check.text));
        let parts: Vec<String> = columns.chain(keys).chain(checks).collect();
        let mut statement = format!("CREATE TABLE {name} (\n    {}\n)", parts.join(",\n    "));
        if shown.engine != "innodb" {
            statement += &format!(" ENGINE={}", shown.engine);
        }
        if !shown.has_default_character_set {
            statement += &format!(" DEFAULT {}", shown.character_set);
        }
        if table.comment.is_some() {
            statement += &format!(" COMMENT={}", shown.comment);
        }
        for option in &shown.options {
            statement += &format!(" {option}");
        }
        if table.system_versioned {
            statement += " WITH SYSTEM VERSIONING";
        }
        if let Some(partitioning) = &shown.partitioning {
            statement += &format!(" {partitioning}");
        }
        self.out.say(statement);
    }

    pub(super) fn alter_tables(&mut self) {
        for alteration in &self.alterations {
            for why in &alteration.refused {
                self.out.refuse(why.clone());
            }
            if alteration.actions.is_empty() {
                continue;
            }
            for remark in &alteration.remarks {
                self.out.remark(remark);
            }
            let name = &alteration.name;
            self.out.say(match alteration.actions.as_slice() {
                [action] => format!("ALTER TABLE {name} {action}"),
                actions => format!("ALTER TABLE {name}\n    {}", actions.join(",\n    ")),
            });
        }
    }
}
