//! Names that are one in Rust, and one that is none there.

mod tables {
    schema_macro::schema!(only = ["x-y", "x_y"]);
}

mod columns {
    schema_macro::schema!(only = ["twins"]);
}

mod types {
    schema_macro::schema!(only = ["twin_types"]);
}

mod no_name {
    schema_macro::schema!(only = ["logins"]);
}

mod without_models {
    schema_macro::schema!(only = ["a{b}"], require_models);
}

fn main() {}
