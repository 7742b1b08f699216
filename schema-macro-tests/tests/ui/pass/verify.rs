//! Declarations that diesel_cli printed, or that were written by hand, are as the migrations make them.
#![allow(non_snake_case)]

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    pub mod sql_types {
        #[derive(diesel::query_builder::QueryId, diesel::sql_types::SqlType)]
        #[diesel(postgres_type(name = "vote"))]
        pub struct Vote;
    }

    diesel::table! {
        group_members (id) {
            id -> Integer,
            group_id -> Int4,
            #[max_length = 20]
            phone_number -> Nullable<Varchar>,
            joined_date -> Date,
            #[max_length = 100]
            first_name -> Text,
            last_name -> diesel::sql_types::VarChar,
        }
    }

    diesel::table! {
        use diesel::sql_types::*;
        use super::sql_types::Vote;

        meetings (id) {
            id -> Int4,
            kind -> Varchar,
            place -> Nullable<Text>,
            vote -> Nullable<Vote>,
        }
    }

    diesel::table! {
        meeting_attendance (meeting_id, member_id) {
            meeting_id -> Int4,
            member_id -> Int4,
            is_present -> Bool,
        }
    }

    pub mod auth {
        diesel::table! {
            use diesel::sql_types::*;
            use crate::other::Role;

            #[sql_name = "Sign Ins"]
            auth.Sign_Ins (id) {
                id -> Int8,
                account_id -> Int4,
                #[sql_name = "type"]
                type_ -> Text,
                #[sql_name = "At What Time"]
                At_What_Time -> Timestamp,
                Type -> Nullable<Int2>,
                role -> Nullable<Role>,
                type_length -> Nullable<Int4>,
            }
        }
    }

    schema_macro::schema!(
        verify = self,
        only = ["group_members", "meetings", "meeting_attendance", "present_members", "auth.Sign Ins"],
    );
}

// Types of SQL that Diesel does not have may be defined anywhere.
mod other {
    #[derive(diesel::query_builder::QueryId, diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "role", schema = "auth"))]
    pub struct Role;
}

mod elsewhere {
    schema_macro::schema!(verify = crate::schema, only = ["meetings"]);
}

mod complete {
    schema_macro::schema!(verify = self, only = ["meeting_attendance"], require_models);
    pub use crate::schema::meeting_attendance;
}

#[table("meeting_attendance", schema = crate::complete)]
#[derive(Queryable, Selectable, Identifiable)]
pub struct MeetingAttendance {
    pub meeting_id: i32,
    pub member_id: i32,
    pub is_present: bool,
}

fn main() {}
