//! Options that are wrong, each at its word.

mod unknown {
    schema_macro::schema!(tables = ["payments"]);
}

mod misspelt {
    schema_macro::schema!(exept = ["payments"]);
}

mod twice {
    schema_macro::schema!(require_models, require_models);
}

mod both {
    schema_macro::schema!(only = ["payments"], except = ["visits"]);
}

mod no_list {
    schema_macro::schema!(only = "payments");
}

mod no_texts {
    schema_macro::schema!(only = [payments]);
}

mod no_value {
    schema_macro::schema!(except);
}

mod no_text {
    schema_macro::schema!(migrations = crate::migrations);
}

mod unknown_engine {
    schema_macro::schema!(dialect = "postgre");
}

mod other_engine {
    schema_macro::schema!(dialect = "sqlite");
}

mod no_folder {
    schema_macro::schema!(migrations = "no/such/folder");
}

mod no_path {
    schema_macro::schema!(verify = "crate::unknown");
}

mod elsewhere {
    schema_macro::schema!(verify = crate::unknown, require_models);
}

mod no_comma {
    schema_macro::schema!(require_models only = ["payments"]);
}

mod unknown_way {
    schema_macro::schema!(same_query = "related_tables");
}

fn main() {}
