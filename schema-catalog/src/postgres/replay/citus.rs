//! Tables that Citus spreads over machines by the values of a column, which each of their keys must have then, since each
//! machine sees only its own rows. Their columns and constraints stay what they are.
//!
//! <https://docs.citusdata.com/en/stable/develop/api_udf.html>,
//! <https://docs.citusdata.com/en/stable/develop/reference_ddl.html>

use super::Postgres;
use crate::catalog::{ColumnId, ConstraintKind, TableId};
use crate::cursor::{Name, QualifiedName};
use crate::fault::Fault;
use crate::postgres::ddl::RoutineCall;
use crate::source::Place;

impl Postgres {
    /// Notes what a call of one of Citus's functions says of a table, as far as it is said by constants.
    pub(crate) fn distribute(&mut self, call: &RoutineCall) -> Result<(), Fault> {
        let place = call.name.place();
        let named = |name: &str| call.arguments.iter().find(|(given, _)| given.as_deref() == Some(name));
        let at = |position: usize| call.arguments.get(position).filter(|(given, _)| given.is_none());
        let value = |argument: Option<&(Option<String>, Option<String>)>| argument.and_then(|(_, value)| value.clone());
        let column = value(named("distribution_column"));
        let column = match call.name.name.value.as_str() {
            "create_distributed_table" | "create_distributed_table_concurrently" => column.or_else(|| value(at(1))),
            "alter_distributed_table" if column.is_none() => return Ok(()),
            "alter_distributed_table" => column,
            "create_reference_table" | "undistribute_table" => None,
            _ => return Ok(()),
        };
        let Some(table) = value(at(0).or_else(|| named("table_name"))) else { return Ok(()) };
        let table = self.table(&QualifiedName::from_text(&table, place))?;
        let Some(column) = column else {
            self.distributed.remove(&table);
            return Ok(());
        };
        let column = self.column(table, &Name { value: column, place })?;
        self.distributed.insert(table, column);
        let target = self.table_of(table);
        let of_constraints = target.constraints.iter().filter_map(|constraint| match &constraint.kind {
            ConstraintKind::PrimaryKey { columns } | ConstraintKind::Unique { columns, .. } => Some(columns.clone()),
            _ => None,
        });
        let unique = self.catalog.indexes(target).filter(|index| index.unique);
        let of_indexes = unique.map(|index| index.columns.iter().copied().flatten().collect());
        of_constraints.chain(of_indexes).try_for_each(|key| self.has_distribution_column(table, &key, place))
    }

    /// Errs where a key lacks the column by which its table is distributed.
    pub(crate) fn has_distribution_column(
        &self,
        table: TableId,
        columns: &[ColumnId],
        place: Place,
    ) -> Result<(), Fault> {
        let Some(by) = self.distributed.get(&table).filter(|by| !columns.contains(by)) else { return Ok(()) };
        let target = self.table_of(table);
        let name = &target.column_by_id(*by).name;
        let message = format!("`{}` is distributed by `{name}`, which each of its keys must have", target.name);
        Err(Fault::new(place, message))
    }

    /// Errs where a table is distributed by a column, which can then neither go nor change.
    pub(crate) fn is_not_distributed_by(&self, table: TableId, column: ColumnId, place: Place) -> Result<(), Fault> {
        if self.distributed.get(&table) != Some(&column) {
            return Ok(());
        }
        let target = self.table_of(table);
        let message = format!("`{}` is distributed by column `{}`", target.name, target.column_by_id(column).name);
        Err(Fault::new(place, message).help(format!("before that: SELECT undistribute_table('{}');", target.name)))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Catalog, Dialect};

    const TABLE: &str = "CREATE TABLE orders (shop int, id int, note text, PRIMARY KEY (shop, id));\n";
    const DISTRIBUTE: &str = "SELECT create_distributed_table('orders', 'shop');\n";

    fn error(sql: &str) -> String {
        match Catalog::from_sql(Dialect::Postgres, "up.sql", sql) {
            Ok(_) => String::new(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn columns_and_keys_stay_what_they_are() {
        let load = |sql: &str| Catalog::from_sql(Dialect::Postgres, "up.sql", sql).expect("it is understood");
        let distributed = format!(
            "{TABLE}{DISTRIBUTE}SELECT create_distributed_table('public.orders', colocate_with => 'x', distribution_column := 'shop');"
        );
        assert_eq!(load(TABLE).differences(&load(&distributed)).len(), 0);
    }

    #[test]
    fn each_key_has_the_column() {
        let unique = "ALTER TABLE orders ADD UNIQUE (note);\n";
        let told = "`orders` is distributed by `shop`, which each of its keys must have";
        for (sql, line) in [
            (format!("{TABLE}{unique}{DISTRIBUTE}"), 3),
            (format!("{TABLE}CREATE UNIQUE INDEX ON orders (note);\n{DISTRIBUTE}"), 3),
            (format!("{TABLE}{DISTRIBUTE}{unique}"), 3),
            (format!("{TABLE}{DISTRIBUTE}CREATE UNIQUE INDEX ON orders (note);"), 3),
            (format!("{TABLE}SELECT create_distributed_table('orders', 'note');"), 2),
            (format!("{TABLE}{DISTRIBUTE}SELECT alter_distributed_table('orders', distribution_column := 'note');"), 3),
        ] {
            let told = told.replace("`shop`", if sql.contains("'note'") { "`note`" } else { "`shop`" });
            assert!(error(&sql).contains(&format!("up.sql:{line}:")) && error(&sql).contains(&told), "{}", error(&sql));
        }
        for (sql, line) in [
            (format!("{TABLE}{DISTRIBUTE}ALTER TABLE orders DROP COLUMN shop;"), 3),
            (format!("{TABLE}{DISTRIBUTE}ALTER TABLE orders ALTER COLUMN shop TYPE bigint;"), 3),
        ] {
            let told = error(&sql);
            assert!(told.starts_with(&format!("up.sql:{line}:")), "{told}");
            assert!(told.contains("`orders` is distributed by column `shop`"), "{told}");
        }
    }

    #[test]
    fn what_is_one_table_again_may_change() {
        let undo = "SELECT undistribute_table('orders');\nALTER TABLE orders ADD UNIQUE (note);\n";
        assert_eq!(error(&format!("{TABLE}{DISTRIBUTE}{undo}")), "");
        let undone =
            "SELECT create_distributed_table('orders', 'shop'); ROLLBACK;\nALTER TABLE orders ADD UNIQUE (note);";
        assert_eq!(error(&format!("{TABLE}BEGIN; {undone}")), "");
        assert_eq!(
            error(&format!("{TABLE}SELECT create_reference_table('orders');\nALTER TABLE orders ADD UNIQUE (note);")),
            ""
        );
    }

    #[test]
    fn what_is_named_must_be_there() {
        assert!(
            error("SELECT create_distributed_table('order', 'shop');")
                .starts_with("up.sql:1:8: there is no table `order`")
        );
        let told = error(&format!("{TABLE}SELECT create_distributed_table('orders', 'shops');"));
        assert!(told.starts_with("up.sql:2:8: table `orders` has no column `shops`"), "{told}");
    }
}
