//! `schema!` takes no options.

mod schema {
    schema_macro::schema!();
}

mod tables {
    schema_macro::schema!(only = ["payments"]);
}

fn main() {}
