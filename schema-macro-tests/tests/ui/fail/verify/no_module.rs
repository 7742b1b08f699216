//! There is no such module.

schema_macro::schema!(verify = crate::schema, only = ["visits"]);

fn main() {}
