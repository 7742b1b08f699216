//! Views are read only, and have no primary key.

use super::{Findings, Model};
use crate::claims::derived_at;
use crate::report;

pub(super) fn check(model: &Model<'_>, findings: &mut Findings) {
    if !model.binding.table.kind.is_view() {
        return;
    }
    for derive in ["Insertable", "AsChangeset", "Identifiable"] {
        if let Some(at) = derived_at(model.attributes, derive) {
            findings.error(at, report::table::read_only(&model.binding, derive));
        }
    }
}
