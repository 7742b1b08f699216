//! The column is loaded into another type first.

use diesel::debug_query;
use diesel::pg::Pg;
use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

pub struct Label(String);

impl From<String> for Label {
    fn from(label: String) -> Self {
        Self(label)
    }
}

impl From<Option<String>> for Label {
    fn from(label: Option<String>) -> Self {
        Self(label.unwrap_or_default())
    }
}

#[table("payments", partial)]
#[derive(Queryable, Selectable)]
pub struct Payment {
    #[diesel(deserialize_as = String)]
    pub type_: Label,
    #[diesel(deserialize_as = Option<String>)]
    pub match_: Label,
}

fn main() {
    let query = schema::payments::table.select(Payment::as_select());
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert_eq!(sql, r#"SELECT "payments"."type", "payments"."match" FROM "payments" -- binds: []"#);
}
