//! Raw identifiers that need be none.

use diesel::debug_query;
use diesel::pg::Pg;
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

#[table("payments", partial)]
#[derive(Queryable, Selectable)]
pub struct Payment {
    #[diesel(column_name = r#amount)]
    pub r#move: bigdecimal::BigDecimal,
    pub r#total: bigdecimal::BigDecimal,
}

fn main() {
    let query = schema::payments::table.select(Payment::as_select());
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert_eq!(sql, r#"SELECT "payments"."amount", "payments"."total" FROM "payments" -- binds: []"#);
}
