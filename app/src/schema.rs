//! Every table of the migrations, as Diesel declarations.

schema_macro::schema!();
