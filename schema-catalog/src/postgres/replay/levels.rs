//! How many objects stand one upon the other. What is done to one reaches all above it, one call within the other, so
//! there must be an end to that.

use std::collections::BTreeSet;

use super::Postgres;
use crate::catalog::{TableId, TypeId};
use crate::fault::Fault;
use crate::source::Place;

/// PostgreSQL, too, gives up where its stack ends (`max_stack_depth`), at some thousands.
const MOST_LEVELS: usize = 250;

impl Postgres {
    /// Notes that a table or view stands upon another, by inheritance or by its query.
    pub(crate) fn stand_on(&mut self, below: TableId, above: TableId, place: Place) -> Result<(), Fault> {
        self.catalog.dependents.insert((below, above), ());
        let stands_on = |id: TableId| {
            let table = self.table_of(id);
            // A recursive view reads itself.
            table.parents.iter().chain(&table.reads).copied().filter(|other| *other != id).collect::<Vec<_>>()
        };
        let carries = |id: TableId| {
            let mut all = self.catalog.dependents(id);
            all.retain(|above| stands_on(*above).contains(&id));
            all
        };
        if below == above {
            return Ok(());
        }
        limit(levels(below, stands_on) + levels(above, carries), place)
    }

    /// Errs where a type is made of too many others, one within the other, or too many of it.
    pub(crate) fn is_not_too_deep(&mut self, id: TypeId, place: Place) -> Result<(), Fault> {
        let parts = |id: TypeId| self.catalog.type_by_id(id).kind.parts();
        let below = levels(id, parts);
        let (lookup, types) = (&mut self.lookup, &self.catalog.types);
        limit(below + levels(id, |id| lookup.users_of_types.get(types, &id)), place)
    }
}

fn limit(levels: usize, place: Place) -> Result<(), Fault> {
    if levels <= MOST_LEVELS {
        return Ok(());
    }
    let message = format!("more than {MOST_LEVELS} objects stand one upon the other here, which is not followed");
    Err(Fault::refused(place, message))
}

/// The longest way from an object on, by layers of what comes next; one that is too long need not be followed to its end.
fn levels<Id: Ord + Copy>(from: Id, mut next: impl FnMut(Id) -> Vec<Id>) -> usize {
    let mut layer = BTreeSet::from([from]);
    let mut count = 0;
    while !layer.is_empty() && count <= MOST_LEVELS {
        count += 1;
        layer = layer.into_iter().flat_map(&mut next).collect();
    }
    count
}
