//! MySQL and MariaDB: what their statements say, and what they do.

mod charset;
mod ddl;
mod replay;
mod shown;

pub(crate) use replay::{Definition, Mysql, is_word_of_expressions};
pub use shown::{ShownCheck, ShownColumn, ShownForeignKey, ShownKey, ShownTable};
