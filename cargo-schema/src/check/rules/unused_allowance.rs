//! What `schema.toml` allows is there.

use crate::findings::{Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    name: "unused-allowance",
    level: Severity::Warning,
    summary: "An entry below `allow` that fits nothing any more.",
    reason: "It would hide the next finding of that rule, which nobody has judged.",
    fix: "Take the entry out.",
    manual: &[],
};
