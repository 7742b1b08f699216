//! A program without a module of declarations: each table is declared beside a struct.

use bigdecimal::BigDecimal;
use diesel::debug_query;
use diesel::pg::Pg;
use diesel::prelude::*;
use schema_macro::{sql_enum, table};

mod members {
    use diesel::prelude::*;
    use schema_macro::table;

    #[table("group_members", declare)]
    #[derive(Queryable, Selectable, Identifiable)]
    pub struct GroupMember {
        pub id: i32,
        pub group_id: i32,
        pub phone_number: Option<String>,
        pub joined_date: chrono::NaiveDate,
        pub first_name: String,
        pub last_name: String,
    }

    #[table("group_members", schema = self)]
    #[derive(Insertable)]
    pub struct NewGroupMember<'a> {
        pub group_id: i32,
        pub joined_date: chrono::NaiveDate,
        pub first_name: &'a str,
        #[cfg(all())]
        pub last_name: &'a str,
    }
}

mod payments {
    use super::*;

    #[sql_enum("payment_status", schema = self)]
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum PaymentStatus {
        Pending,
        Settled,
        Failed,
        #[sql_enum(rename = "written-off")]
        WrittenOff,
    }

    #[table("payments", declare, partial)]
    #[derive(Queryable, Selectable)]
    pub struct Payment {
        pub amount: BigDecimal,
        #[cfg(all())]
        pub status: PaymentStatus,
    }
}

mod audit {
    use diesel::prelude::*;

    #[schema_macro::table("audit.events", declare)]
    #[derive(Queryable, Selectable)]
    pub struct Event {
        pub id: i32,
    }
}

fn main() {
    use members::{GroupMember, group_members};
    let query = group_members::table.filter(group_members::id.eq(1)).select(GroupMember::as_select());
    assert!(debug_query::<Pg, _>(&query).to_string().ends_with(r#"WHERE ("group_members"."id" = $1) -- binds: [1]"#));
    let query = payments::payments::table.select(payments::Payment::as_select());
    let sql = debug_query::<Pg, _>(&query).to_string();
    assert_eq!(sql, r#"SELECT "payments"."amount", "payments"."status" FROM "payments" -- binds: []"#);
    let query = audit::audit::events::table.select(audit::Event::as_select());
    assert_eq!(debug_query::<Pg, _>(&query).to_string(), r#"SELECT "audit"."events"."id" FROM "audit"."events" -- binds: []"#);
}
