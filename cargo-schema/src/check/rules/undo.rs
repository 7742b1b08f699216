//! What undoes a migration gives back what was there before it.

use crate::findings::{Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    name: "undo",
    level: Severity::Error,
    summary: "A `down` that does not undo its `up` exactly.",
    reason: "After it, the database is neither what it was before the migration nor what it was after. What is left over \
             stops the migration from being applied again, or lives on unnoticed.",
    fix: "Let the `down` undo each statement of the `up`, the last one first. If the migration can't be undone, say so by \
          { rule = \"undo\", migration = \"…\" } below `allow`. Only the order of columns may differ, since no SQL can put \
          a column back in its place.",
    manual: &[],
};
