//! Which tables are declared: what `only` and `except` say.

use schema_catalog::diesel::LeftOut;
use schema_catalog::{Catalog, Table};
use syn::LitStr;

use super::options::SchemaOptions;
use crate::report;

/// A choice of tables.
pub(super) struct Choice {
    /// Those to declare, where only some are.
    only: Option<Vec<Named>>,
    /// Those to leave out.
    except: Vec<Named>,
}

/// What a name stands for: a table, or all of a schema.
struct Named {
    schema: String,
    table: Option<String>,
}

impl Choice {
    /// The choice that the options make; an error at a name that is of nothing, or of what can't be declared.
    pub(super) fn new(catalog: &Catalog, options: &SchemaOptions) -> syn::Result<Self> {
        let all = |names: &[LitStr], only| names.iter().map(|name| named(catalog, name, only)).collect();
        let only = options.only.as_deref().map(|names| all(names, true)).transpose()?;
        let except = all(options.except.as_deref().unwrap_or_default(), false)?;
        Ok(Self { only, except })
    }

    /// Whether the table is one of them.
    pub(super) fn takes(&self, table: &Table) -> bool {
        let among = |names: &[Named]| names.iter().any(|name| name.is_for(table));
        self.only.as_deref().is_none_or(among) && !among(&self.except)
    }
}

impl Named {
    fn is_for(&self, table: &Table) -> bool {
        self.schema == table.schema && self.table.as_ref().is_none_or(|name| *name == table.name)
    }
}

fn named(catalog: &Catalog, name: &LitStr, only: bool) -> syn::Result<Named> {
    let error = |message| Err(syn::Error::new(name.span(), message));
    let written = name.value();
    if let Some(schema) = written.strip_suffix(".*") {
        return match catalog.schemas().find(|found| found.name == schema) {
            Some(_) => Ok(Named { schema: schema.to_owned(), table: None }),
            None => error(report::schema::unknown_schema(catalog, schema)),
        };
    }
    let Some(table) = catalog.table(&written) else { return error(report::table::unknown(catalog, &written)) };
    match LeftOut::of(catalog, table) {
        Some(why) if only => error(report::table::left_out(catalog, table, why)),
        _ => Ok(Named { schema: table.schema.clone(), table: Some(table.name.clone()) }),
    }
}
