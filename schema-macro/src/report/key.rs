//! What is wrong with a primary key.

use proc_macro2::Ident;
use schema_catalog::Column;

use super::field_to_paste;
use crate::bind::Binding;

/// A primary key that the struct says otherwise than the SQL.
pub(crate) fn other(binding: &Binding<'_>, said: &[Ident], key: &[String]) -> String {
    let (model, table) = (binding.model, &binding.table.name);
    let said: Vec<String> = said.iter().map(ToString::to_string).collect();
    format!(
        "`{model}` says that its primary key is ({}), and table `{table}` has ({})\n\
         help: leave `primary_key` out: `#[table]` adds it",
        said.join(", "),
        key.join(", ")
    )
}

/// A key that `Identifiable` needs, and that no field is for.
pub(crate) fn without_field(binding: &Binding<'_>, columns: &[&Column]) -> String {
    let mut message = format!(
        "`{}` derives Identifiable, and has no field for the primary key of table `{}`\nhelp: add what is missing",
        binding.model, binding.table.name
    );
    for column in columns {
        message.push_str(&field_to_paste(binding, column));
    }
    message
}
