//! A struct whose rows are loaded somewhere.

use chrono::NaiveDate;
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("payments", partial)]
#[derive(Queryable, Selectable)]
pub struct Payment {
    pub id: i32,
    pub amount: f64,
    pub received_at: NaiveDate,
}

fn load(connection: &mut PgConnection) -> QueryResult<Vec<Payment>> {
    schema::payments::table.select(Payment::as_select()).load(connection)
}

fn main() {
    let _ = load;
}
