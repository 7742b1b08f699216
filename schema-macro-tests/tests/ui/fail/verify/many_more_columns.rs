//! A declaration with far more columns than the migrations make, of which the first is told.

mod schema {
    diesel::table! {
        visits (id) {
            id -> Int4,
            phone -> Nullable<Varchar>,
            visitor -> Text,
            a -> Int4, b -> Int4, c -> Int4, d -> Int4, e -> Int4, f -> Int4, g -> Int4, h -> Int4, i -> Int4,
        }
    }
}

schema_macro::schema!(verify = crate::schema, only = ["visits"]);

fn main() {}
