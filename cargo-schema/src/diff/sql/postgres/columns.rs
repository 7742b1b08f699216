//! Columns that come, go, and change.

use schema_catalog::{Catalog, Column, ConstraintKind, Dialect, Table, quote_identifier};

use super::{Writer, matched, words};

impl<'a> Writer<'a> {
    /// Finds the columns whose type changes, and those that go.
    pub(super) fn find_touched(&mut self) {
        for (before, after) in self.pairs() {
            for old in &before.columns {
                let type_of = |catalog: &Catalog, column: &Column| column.sql_type.format_type(catalog);
                let same = after.column(&old.name).is_some_and(|new| {
                    type_of(self.from, old) == type_of(self.to, new)
                        && !self.is_of_remade(&old.sql_type)
                        && !is_made_anew(self.from, old, new)
                });
                if !same {
                    self.touched.insert((words::table(self.from, before), old.name.clone()));
                }
            }
        }
        for table in matched::only(self.from, self.to) {
            for column in &table.columns {
                self.touched.insert((words::table(self.from, table), column.name.clone()));
            }
        }
    }

    /// Whether any column of a table changes its type or goes.
    pub(super) fn touches(&self, table: &str) -> bool {
        self.touched.iter().any(|(touched, _)| touched == table)
    }

    pub(super) fn alter_tables(&mut self) {
        for (before, after) in self.pairs() {
            self.alter_table(before, after);
            let of = words::table(self.to, after);
            if before.is_typed() && after.is_typed() {
                // Its columns are those of its type.
                continue;
            }
            let gone = before.columns.iter().filter(|old| after.column(&old.name).is_none());
            // What is computed goes before what it is computed from.
            let (computed, stored): (Vec<_>, Vec<_>) = gone.partition(|old| old.generated.is_some());
            for old in computed.into_iter().chain(stored) {
                let own = quote_identifier(&old.name);
                self.destroy(&format!("all values of {of}.{own}"), format!("ALTER TABLE {of} DROP COLUMN {own}"));
            }
            for new in &after.columns {
                match before.column(&new.name) {
                    Some(old) => self.alter_column(&of, (before, old), (after, new)),
                    None => self.add_column(&of, after, new),
                }
            }
        }
    }

    /// Refuses a default that is written as a label of an enum which goes by another name since.
    pub(super) fn check_default(&mut self, of: &str, column: &Column) {
        let schema_catalog::TypeName::User(id) = &column.sql_type.name else { return };
        let schema_catalog::TypeKind::Enum(labels) = &self.to.type_by_id(*id).kind else { return };
        let Some(default) = column.default.as_ref().filter(|_| !column.sql_type.array) else { return };
        let literal = default.expression.strip_prefix('\'').and_then(|rest| Some(rest.rsplit_once('\'')?.0));
        let is_label = |literal: &str| labels.iter().any(|(label, _)| *label == literal.replace("''", "'"));
        if let Some(literal) = literal.filter(|literal| !is_label(literal)) {
            let own = &column.name;
            self.refuse(format!("column `{of}.{own}`: its default is written `'{literal}'`, which is no label now"));
        }
    }

    fn add_column(&mut self, of: &str, table: &'a Table, new: &'a Column) {
        self.check_default(of, new);
        let fills = new.default.is_some() || new.identity.is_some() || new.generated.is_some();
        if !new.nullable && !fills {
            self.out.remark("fails where the table has rows: give it a DEFAULT, or fill it before it is NOT NULL");
        }
        self.say(format!("ALTER TABLE {of} ADD COLUMN {}", words::column(self.to, table, new)));
    }

    fn alter_column(
        &mut self,
        of: &str,
        (before, old): (&'a Table, &'a Column),
        (after, new): (&'a Table, &'a Column),
    ) {
        let own = quote_identifier(&new.name);
        let alter = format!("ALTER TABLE {of} ALTER COLUMN {own}");
        if is_made_anew(self.from, old, new) {
            self.say(format!("ALTER TABLE {of} DROP COLUMN {own}"));
            return self.add_column(of, after, new);
        }
        if old.generated.is_some() && new.generated.is_none() {
            self.say(format!("{alter} DROP EXPRESSION"));
        }
        let (old_type, new_type) = (old.sql_type.format_type(self.from), new.sql_type.format_type(self.to));
        let changes_type = old_type != new_type && !self.is_of_remade(&old.sql_type);
        let remade = self.is_of_remade(&old.sql_type);
        let same_default = match (&old.default, &new.default) {
            (Some(old), Some(new)) => {
                let (old, new) = (self.from.default_text(old), self.to.default_text(new));
                self.from.is_same_expression(&old, &new) && !changes_type && !remade
            }
            (None, None) => true,
            _ => false,
        };
        // A default stands in the way of another type.
        if old.default.is_some() && !same_default && !remade {
            self.say(format!("{alter} DROP DEFAULT"));
        }
        if old.identity.is_some() && new.identity.is_none() {
            self.say(format!("{alter} DROP IDENTITY"));
            self.remake_sequence(after, &new.name);
        }
        if changes_type {
            self.change_type((of, &own), (before, old), &old_type, &new_type);
        }
        match (old.nullable, new.nullable) {
            (true, false) if self.demands_not_null(after, new) => {
                self.out.remark("fails where there is a NULL");
                self.say(format!("{alter} SET NOT NULL"));
            }
            (false, true) => self.say(format!("{alter} DROP NOT NULL")),
            _ => {}
        }
        self.identify(&alter, of, (before, old), (after, new));
        if let Some(default) = new.default.as_ref().filter(|_| !same_default || remade) {
            self.check_default(of, new);
            self.say(format!("{alter} SET DEFAULT {}", self.to.default_text(default)));
        }
    }

    fn identify(&mut self, alter: &str, of: &str, (before, old): (&Table, &Column), (after, new): (&Table, &Column)) {
        match (old.identity, new.identity) {
            (None, Some(identity)) => {
                // The sequence of a serial column has the name that this one gets.
                let owner = Some((before.id(), old.id()));
                let own = self.from.sequences().find(|sequence| sequence.owned_by == owner);
                if let Some(own) = own {
                    let full = words::qualified(self.from, &own.schema, &own.name);
                    self.say(format!("DROP SEQUENCE {full}"));
                }
                self.say(format!("{alter} ADD GENERATED {} AS IDENTITY", words::identity_word(identity)));
                let column = quote_identifier(&new.name);
                let sequence = words::qualified(self.to, &after.schema, &words::own_sequence(after, new));
                let next = format!("coalesce((SELECT max({column}) FROM {of}), 0) + 1");
                self.say(format!("SELECT setval({}, {next}, false)", words::string(&sequence)));
            }
            (Some(old), Some(new)) if old != new => {
                self.say(format!("{alter} SET GENERATED {}", words::identity_word(new)));
            }
            _ => {}
        }
    }

    fn change_type(&mut self, (of, own): (&str, &str), (before, old): (&Table, &Column), from: &str, to: &str) {
        let computed = before
            .columns
            .iter()
            .find(|other| other.generated.as_ref().is_some_and(|generated| generated.columns.contains(&old.id())));
        if let Some(computed) = computed {
            self.refuse(format!(
                "column {of}.{own}: its type changes, and `{}` is computed from it: drop that column first",
                computed.name
            ));
        }
        let alter = format!("ALTER TABLE {of} ALTER COLUMN {own} TYPE {to}");
        if becomes_by_itself(from, to) {
            let fits = if holds_all_of(to, from) { "" } else { "; fails where a value does not fit" };
            self.out.remark(&format!("was {from}{fits}"));
            return self.say(alter);
        }
        let array = if from.ends_with("[]") && to.ends_with("[]") { "text[]" } else { "text" };
        self.out
            .remark(&format!("was {from}; fails where a value is not written as {to}: say by USING what it becomes"));
        self.say(format!("{alter} USING {own}::{array}::{to}"));
    }

    /// Whether it is by itself that a column takes no NULL, and not by its domain.
    fn demands_not_null(&self, table: &Table, column: &Column) -> bool {
        let by_domain = match &column.sql_type.name {
            schema_catalog::TypeName::User(id) => {
                matches!(self.to.type_by_id(*id).kind, schema_catalog::TypeKind::Domain { not_null: true, .. })
            }
            _ => false,
        };
        let in_key = table.constraints.iter().any(|known| match &known.kind {
            ConstraintKind::PrimaryKey { columns } => columns.contains(&column.id()),
            _ => false,
        });
        !by_domain || in_key
    }
}

/// Whether a column can't become what it is: one that is computed, or computed otherwise.
fn is_made_anew(catalog: &Catalog, old: &Column, new: &Column) -> bool {
    match (&old.generated, &new.generated) {
        (None, Some(_)) => true,
        (Some(old), Some(new)) => {
            old.stored != new.stored || !catalog.is_same_expression(&old.expression, &new.expression)
        }
        _ => false,
    }
}

/// Whether PostgreSQL turns values of one type into another without being told how: the replay knows.
fn becomes_by_itself(from: &str, to: &str) -> bool {
    let sql = format!("CREATE TABLE t (c {from}); ALTER TABLE t ALTER COLUMN c TYPE {to};");
    Catalog::from_sql(Dialect::Postgres, "conversion", &sql).is_ok()
}

/// Whether a type holds each value of another, as far as that is plain by their names.
fn holds_all_of(to: &str, from: &str) -> bool {
    const NUMBERS: [&[&str]; 2] = [&["smallint", "integer", "bigint", "numeric"], &["real", "double precision"]];
    let wider = |numbers: &&[&str]| {
        let place = |name| numbers.iter().position(|known| *known == name);
        place(from).zip(place(to)).is_some_and(|(from, to)| from <= to)
    };
    // The most characters: none for a text of any length.
    let most = |name: &str| match name.strip_prefix("character varying") {
        Some("") => Some(usize::MAX),
        Some(length) => length.strip_prefix('(')?.strip_suffix(')')?.parse().ok(),
        None => (name == "text").then_some(usize::MAX),
    };
    NUMBERS.iter().any(wider) || most(from).zip(most(to)).is_some_and(|(from, to)| from <= to)
}

#[cfg(test)]
mod tests {
    use super::holds_all_of;

    #[test]
    fn a_wider_type_holds_all_values() {
        for (from, to, wanted) in [
            ("integer", "bigint", true),
            ("bigint", "integer", false),
            ("bigint", "numeric", true),
            ("bigint", "numeric(12,2)", false),
            ("integer", "real", false),
            ("real", "double precision", true),
            ("character varying(20)", "character varying(32)", true),
            ("character varying(32)", "character varying(20)", false),
            ("character varying(32)", "text", true),
            ("text", "character varying", true),
            ("text", "character varying(1)", false),
            ("text", "integer", false),
        ] {
            assert_eq!(holds_all_of(to, from), wanted, "{from} to {to}");
        }
    }
}
