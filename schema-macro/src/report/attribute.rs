//! What is wrong with `#[table]` itself: where it stands, and what it says.

use proc_macro2::Ident;
use schema_catalog::nearest;

pub(crate) const NO_TABLE_NAMED: &str = "`#[table]` needs the name of a table\nhelp: #[table(\"group_members\")]";
pub(crate) const TABLE_NAME_IS_A_STRING: &str =
    "the name of the table is a string\nhelp: write it in quotes: #[table(\"group_members\")]";
pub(crate) const NO_DERIVES_BELOW: &str =
    "`#[table]` finds no derive of Diesel below it, so it knows of no claim to check
help: `#[table]` stands above the derives, and one of them is Queryable, Selectable, QueryableByName, HasQuery, \
     Insertable, AsChangeset, Identifiable or Associations";
pub(crate) const NOT_A_STRUCT: &str = "`#[table]` checks the fields of a struct, and this is none
help: put it on the struct that Diesel loads from the table";
pub(crate) const UNIT_STRUCT: &str = "`#[table]` checks the fields of a struct, and this one has none
help: add the fields that its derives need, named after the columns";
pub(crate) const TABLE_TWICE: &str = "`#[table]` is there twice\nhelp: a struct is for one table; leave one out";

pub(crate) const SCHEMA_AND_DECLARE: &str = "`schema` and `declare` exclude each other
help: the table is declared in that module, or beside the struct; leave one out";

const OPTIONS: [&str; 5] = ["partial", "embedded", "schema", "declare", "filled"];

pub(crate) fn unknown_option(option: &str) -> String {
    let help = match nearest(option, OPTIONS) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            "the options are `partial`, `embedded`, `schema = path`, `declare` and `filled = [\"column\"]`".to_owned()
        }
    };
    format!("`#[table]` has no option `{option}`\nhelp: {help}")
}

/// Said at one struct where the migrations can't be read, in case no `schema!` says it.
pub(crate) fn not_checked(model: &Ident, error: &str) -> String {
    format!("`{model}` is not checked, nor is any other struct, since the migrations can't be read\n{error}")
}

pub(crate) fn option_twice(option: &Ident) -> String {
    format!("the option `{option}` is there twice\nhelp: leave one out")
}

pub(crate) fn option_is_text(option: &Ident) -> String {
    format!("`{option}` needs a text\nhelp: write it in quotes: {option} = \"…\"")
}

pub(crate) fn columns_are_a_list(option: &Ident) -> String {
    format!("`{option}` is a list of columns, by their names in SQL\nhelp: {option} = [\"group_code\"]")
}

pub(crate) fn option_is_module(option: &Ident) -> String {
    format!(
        "`{option}` is the path of the module with the declarations\n\
         help: write it without quotes: {option} = crate::schema"
    )
}

pub(crate) fn other_table_name(said: &str, table: &str) -> String {
    format!(
        "`#[diesel(table_name)]` says `{said}`, and `#[table]` says `{table}`\nhelp: leave `table_name` out: `#[table]` adds it"
    )
}
