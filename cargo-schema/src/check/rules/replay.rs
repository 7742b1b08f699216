//! The migrations can be replayed.

use crate::findings::{Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    name: "replay",
    level: Severity::Error,
    summary: "A statement that the engine refuses, or that is not understood.",
    reason: "A migration that the engine refuses stops every deployment at that point. What is not understood is not \
             guessed: nothing that follows could be trusted.",
    fix: "Mend the statement. If it has run already and must not be edited, say what it does: in a [[statement]] of \
          schema.toml, or in a comment above it, `-- schema: ignore` or `-- schema: apply <DDL>`.",
    manual: &[],
};
