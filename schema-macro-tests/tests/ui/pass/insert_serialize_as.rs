//! What is stored is of another type than the field.

use bigdecimal::BigDecimal;
use diesel::debug_query;
use diesel::pg::Pg;
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

pub struct Francs(pub i64);

impl From<Francs> for BigDecimal {
    fn from(francs: Francs) -> Self {
        francs.0.into()
    }
}

#[table("member_fines")]
#[derive(Insertable)]
pub struct NewFine {
    pub member_id: i32,
    #[diesel(serialize_as = BigDecimal)]
    pub amount: Francs,
}

fn main() {
    let value = NewFine { member_id: 1, amount: Francs(500) };
    let query = diesel::insert_into(schema::member_fines::table).values(value);
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert!(sql.starts_with(r#"INSERT INTO "member_fines" ("member_id", "amount") VALUES ($1, $2)"#), "{sql}");
}
