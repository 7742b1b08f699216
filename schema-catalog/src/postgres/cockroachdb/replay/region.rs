//! `LOCALITY REGIONAL BY ROW`: each row is in the region that a column of it says.
//!
//! <https://www.cockroachlabs.com/docs/v26.2/table-localities#regional-by-row-tables>

use super::super::ddl::RegionalByRow;
use crate::catalog::{SqlType, TableId, TypeKind, TypeName};
use crate::cursor::Name;
use crate::fault::Fault;
use crate::postgres::replay::Postgres;

/// The column that CockroachDB adds, where none is named.
const REGION: &str = "crdb_region";

/// The type of such columns, which the database has in `public`.
const REGIONS: &str = "crdb_internal_region";

impl Postgres {
    /// Makes sure that there is the type of regions. What its labels are is the cluster's business, and not known here.
    pub(super) fn type_of_regions(&mut self, regional: &RegionalByRow) -> SqlType {
        let known = self.find_type(Some("public"), REGIONS);
        let id = known.unwrap_or_else(|| {
            let name = Name { value: REGIONS.to_owned(), place: regional.place };
            self.insert_type("public", &name, TypeKind::Base, None)
        });
        SqlType::new(TypeName::User(id))
    }

    /// Places the rows of a table by a column that it has, or else by a new one that is hidden. A table that is placed
    /// otherwise afterwards keeps it.
    pub(super) fn place_by_row(&mut self, table: TableId, regional: &RegionalByRow) -> Result<(), Fault> {
        let regions = self.type_of_regions(regional);
        let found = match &regional.column {
            Some(name) => Some((self.column(table, name)?, name.place)),
            None => self.table_of(table).column(REGION).map(|column| (column.id(), regional.place)),
        };
        let Some((id, place)) = found else {
            let default = "default_to_database_primary_region(gateway_region())";
            return self.add_hidden_of(table, REGION, regions, default, regional.place).map(|_| ());
        };
        let column = self.table_of(table).column_by_id(id);
        let why = if column.sql_type != regions {
            format!("is not of the type `{REGIONS}`")
        } else if !column.not_null {
            "may be NULL".to_owned()
        } else {
            return Ok(());
        };
        let message = format!("column `{}` {why}, so it can't say the region of a row", column.name);
        Err(Fault::new(place, message).note("it was declared", column.history.declared()))
    }
}
