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
#[derive(AsChangeset)]
pub struct FineChange {
    #[diesel(serialize_as = BigDecimal)]
    pub amount: Francs,
}

fn main() {
    let value = FineChange { amount: Francs(500) };
    let query = diesel::update(schema::member_fines::table).set(value);
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert!(sql.starts_with(r#"UPDATE "member_fines" SET "amount" = $1"#), "{sql}");
}
