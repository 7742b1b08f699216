//! Views, routines, triggers and extensions, which are written as they were.

use schema_catalog::{Column, Constraint, ConstraintKind, Table, TableId, TypeKind};

use super::{Writer, matched, words};
use crate::diff::sql::programs::{Kind, Program};

/// What of a schema can't be made before a routine is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Needed {
    Types,
    Tables,
    /// It may itself name tables.
    Nothing,
}

impl<'a> Writer<'a> {
    /// The view that is the same afterwards, but for what it stands upon.
    fn same_view(&self, view: &Table) -> bool {
        let Some(after) = self.to.table_in(&view.schema, &view.name).filter(|after| after.kind == view.kind) else {
            return false;
        };
        match (self.from.view_definition(view), self.to.view_definition(after)) {
            (Some(old), Some(new)) => self.from.is_same_expression(&old, &new),
            (old, new) => old.is_none() && new.is_none(),
        }
    }

    /// Drops views that go, change, or read what changes, and those that read them.
    pub(super) fn drop_views(&mut self) {
        let touched =
            |id: &TableId| self.from.find_table(*id).is_some_and(|read| self.touches(&words::table(self.from, read)));
        let dropped =
            matched::with_readers(self.from, |view| view.reads().iter().any(touched) || !self.same_view(view));
        let views: Vec<&Table> = self.from.tables().filter(|view| dropped.contains(&view.id())).collect();
        // One that reads another was made after it, or made anew since.
        for view in matched::read_order(&views).into_iter().rev() {
            let noun = view.kind.noun().to_uppercase();
            self.say(format!("DROP {noun} {}", words::table(self.from, view)));
        }
        self.dropped_views = dropped;
    }

    pub(super) fn create_views(&mut self) {
        let is_missing = |view: &&Table| {
            let there = self.from.table_in(&view.schema, &view.name).filter(|old| old.kind == view.kind);
            there.is_none_or(|old| self.dropped_views.contains(&old.id()))
        };
        let views: Vec<&'a Table> = self.to.tables().filter(|table| table.kind.is_view()).filter(is_missing).collect();
        for view in matched::read_order(&views) {
            let full = words::table(self.to, view);
            let noun = view.kind.noun().to_uppercase();
            match self.to.view_definition(view) {
                Some(definition) => self.say(format!("CREATE {noun} {full} {definition}")),
                None => self.refuse(format!("{} `{full}`: what made it is in no file", view.kind.noun())),
            }
            self.index_view(view.id());
        }
    }

    /// Those of a kind that go or change.
    fn gone(&self, kind: Kind) -> Vec<&'a Program> {
        let [from, to] = self.programs;
        from.missing_in(to, kind)
    }

    fn added(&self, kind: Kind) -> Vec<&'a Program> {
        let [from, to] = self.programs;
        to.missing_in(from, kind)
    }

    /// The table of a trigger, if it is there before and afterwards: with others they go.
    fn table_stays(&self, of: &Program) -> bool {
        let table = of.table.as_deref().unwrap_or_default();
        self.from.table(table).is_some_and(|before| {
            if before.kind.is_view() { !self.dropped_views.contains(&before.id()) } else { self.is_in_both(before) }
        })
    }

    pub(super) fn drop_triggers(&mut self) {
        for trigger in self.gone(Kind::Trigger) {
            if self.table_stays(trigger) {
                self.say(format!("DROP {}", trigger.dropped));
            }
        }
    }

    pub(super) fn create_triggers(&mut self) {
        for trigger in self.added(Kind::Trigger) {
            self.say(trigger.text.clone());
        }
        let [from, to] = self.programs;
        // Those of a view that was made anew went with it.
        let views: Vec<&Table> = self.from.tables().filter(|view| self.dropped_views.contains(&view.id())).collect();
        let known = to.missing_in(from, Kind::Trigger);
        for view in views {
            let name = self.from.full_name(view);
            let again: Vec<&Program> =
                to.of_table(&name).filter(|own| !known.iter().any(|new| new.text == own.text)).collect();
            for trigger in again {
                self.say(trigger.text.clone());
            }
        }
    }

    pub(super) fn create_extensions(&mut self) {
        for extension in self.added(Kind::Extension) {
            self.say(extension.text.clone());
        }
    }

    /// Makes the routines that are needed by then.
    pub(super) fn create_routines(&mut self, now: Needed) {
        for routine in self.added(Kind::Routine) {
            if self.needed(routine) != now {
                continue;
            }
            let same_name: Vec<&Program> =
                self.gone(Kind::Routine).into_iter().filter(|old| old.dropped == routine.dropped).collect();
            match same_name.first() {
                None => self.say(routine.text.clone()),
                Some(old) if results(&old.text) == results(&routine.text) => self.say(with_replace(&routine.text)),
                // Another result is another routine.
                Some(old) => {
                    self.say(format!("DROP {}", old.dropped));
                    self.say(routine.text.clone());
                }
            }
        }
    }

    /// When a routine is needed, by its name in the texts of what calls it.
    fn needed(&self, routine: &Program) -> Needed {
        let name = routine.dropped.split(['(', ' ']).nth(1).unwrap_or_default();
        let name = name.rsplit('.').next().unwrap_or(name).trim_matches('"').to_lowercase();
        let calls = |text: &str| text.to_lowercase().contains(&name);
        let by_domain = self.to.types().any(|of| match &of.kind {
            TypeKind::Domain { default, checks, .. } => {
                default.as_deref().is_some_and(calls) || checks.iter().any(|(_, check)| calls(check))
            }
            _ => false,
        });
        let by_column = |column: &Column| {
            column.default.as_ref().is_some_and(|default| calls(&default.expression))
                || column.generated.as_ref().is_some_and(|generated| calls(&generated.expression))
        };
        let by_check = |known: &Constraint| match &known.kind {
            ConstraintKind::Check(check) => calls(&check.expression),
            _ => false,
        };
        let by_table = self.to.tables().any(|table| {
            let mut indexes = self.to.indexes(table).filter_map(|index| self.to.index_definition(table, index));
            table.columns.iter().any(by_column)
                || table.constraints.iter().any(by_check)
                || indexes.any(|text| calls(&text))
        });
        match (by_domain, by_table) {
            (true, _) => Needed::Types,
            (false, true) => Needed::Tables,
            (false, false) => Needed::Nothing,
        }
    }

    pub(super) fn drop_routines(&mut self) {
        let new = self.added(Kind::Routine);
        let mut gone = self.gone(Kind::Routine);
        gone.retain(|old| !new.iter().any(|new| new.dropped == old.dropped));
        for routine in gone.into_iter().rev() {
            self.say(format!("DROP {}", routine.dropped));
        }
        for extension in self.gone(Kind::Extension) {
            if !self.added(Kind::Extension).iter().any(|new| new.dropped == extension.dropped) {
                self.out.last(format!("DROP {}", extension.dropped));
            }
        }
    }
}

/// What stands between a routine's arguments and its body or language, in lower case: its results.
fn results(text: &str) -> String {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    let after = words.iter().skip_while(|word| *word != "returns").skip(1);
    let ends =
        ["as", "language", "immutable", "stable", "volatile", "strict", "return", "begin", "security", "parallel"];
    after.take_while(|word| !ends.contains(&word.as_str())).map(|word| format!("{word} ")).collect()
}

/// The statement that makes a routine in place of the one there is.
fn with_replace(text: &str) -> String {
    match text.get(..6) {
        Some(_) if text.to_uppercase().split_whitespace().nth(1) == Some("OR") => text.to_owned(),
        Some(verb) if verb.eq_ignore_ascii_case("CREATE") => format!("{verb} OR REPLACE{}", &text[6..]),
        _ => text.to_owned(),
    }
}
