//! Columns that no Rust type can hold for both engines: an error of the SQL, at `schema!`.

mod schema {
    schema_macro::schema!();
}

fn main() {}
