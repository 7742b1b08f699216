//! The declarations are in another module, which the struct names from its own.

use crate::models::{GroupMember, Payment};
use diesel::debug_query;
use diesel::pg::Pg;
use diesel::prelude::*;

pub mod database {
    pub mod tables {
        schema_macro::schema!();
    }
}

pub mod models {
    use diesel::prelude::*;
    use schema_macro::table;

    #[table("group_members", partial, schema = crate::database::tables)]
    #[derive(Queryable, Selectable)]
    pub struct GroupMember {
        pub id: i32,
        pub first_name: String,
    }

    #[table("payments", schema = super::database::tables, partial)]
    #[derive(Queryable, Selectable)]
    pub struct Payment {
        pub id: i64,
        pub amount: bigdecimal::BigDecimal,
    }
}

fn main() {
    let query = database::tables::group_members::table.select(GroupMember::as_select());
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert_eq!(sql, r#"SELECT "group_members"."id", "group_members"."first_name" FROM "group_members" -- binds: []"#);
    let query = database::tables::payments::table.select(Payment::as_select());
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert_eq!(sql, r#"SELECT "payments"."id", "payments"."amount" FROM "payments" -- binds: []"#);
}
