//! A declaration from before a column was added: what it says of the others is compared all the same.

mod schema {
    diesel::table! {
        group_members (id) {
            id -> Int8,
            group_id -> Nullable<Int4>,
            first_name -> Varchar,
        }
    }
}

schema_macro::schema!(verify = crate::schema, only = ["group_members"]);

fn main() {}
