//! There was never such a table.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("invoices", partial)]
#[derive(Queryable, Selectable, Identifiable)]
pub struct Invoice {
    pub id: i32,
}

fn main() {}
