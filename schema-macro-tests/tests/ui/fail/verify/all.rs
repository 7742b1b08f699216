//! Declarations that the migrations have left behind, one way after the other.

mod schema {
    pub mod sql_types {
        #[derive(diesel::query_builder::QueryId, diesel::sql_types::SqlType)]
        #[diesel(postgres_type(name = "vote"))]
        pub struct Vote;
    }

    // A column that was renamed, one that was dropped, others that came later.
    diesel::table! {
        group_members (id) {
            id -> Int4,
            group_id -> Int4,
            name -> Varchar,
            phone -> Nullable<Varchar>,
            joined_date -> Date,
        }
    }

    // Types and nullability.
    diesel::table! {
        savings_groups (id) {
            id -> Int8,
            name -> Varchar,
            group_code -> Varchar,
            district -> Nullable<Varchar>,
            members -> Nullable<Int4>,
            founded -> Nullable<Date>,
            created_date -> Timestamptz,
        }
    }

    // A type of its own that is not optional.
    diesel::table! {
        use diesel::sql_types::*;
        use super::sql_types::Vote;

        meetings (id) {
            id -> Int4,
            kind -> Varchar,
            place -> Nullable<Text>,
            vote -> Vote,
        }
    }

    // The primary key.
    diesel::table! {
        meeting_attendance (member_id, meeting_id) {
            meeting_id -> Int4,
            member_id -> Int4,
            is_present -> Bool,
        }
    }

    // The order of columns.
    diesel::table! {
        visits (phone) {
            id -> Int4,
            visitor -> Text,
            phone -> Nullable<Varchar>,
        }
    }

    // A view, of whose columns the program may know better that they are NOT NULL.
    diesel::table! {
        present_members (member_id) {
            member_id -> Int4,
            meetings -> Int4,
        }
    }

    // A table that was renamed, and one that was dropped.
    diesel::table! {
        fines (id) {
            id -> Int4,
        }
    }
    diesel::table! {
        minutes (id) {
            id -> Int4,
            content -> Text,
        }
    }
}

schema_macro::schema!(verify = crate::schema, except = ["payments", "branches", "absences"]);

fn main() {}
