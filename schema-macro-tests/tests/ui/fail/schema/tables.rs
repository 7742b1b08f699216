//! `only` and `except` name what there is not, or what Diesel can't hold.

mod misspelt {
    schema_macro::schema!(only = ["saving_groups"]);
}

mod no_schema {
    schema_macro::schema!(except = ["auht.*"]);
}

mod no_primary_key {
    schema_macro::schema!(only = ["import_log"]);
}

mod dropped {
    schema_macro::schema!(except = ["minutes"]);
}

fn main() {}
