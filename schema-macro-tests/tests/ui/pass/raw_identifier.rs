//! A raw identifier, for the column that `type_` is in Diesel's declaration.

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
    #[diesel(column_name = type_)]
    pub r#type: String,
    #[diesel(column_name = match_)]
    pub r#match: Option<String>,
}

fn main() {
    let query = schema::payments::table.select(Payment::as_select());
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert_eq!(sql, r#"SELECT "payments"."type", "payments"."match" FROM "payments" -- binds: []"#);
}
