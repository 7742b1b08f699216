//! MySQL and MariaDB: what their statements say, and what they do.

mod charset;
mod ddl;
mod replay;

pub(crate) use replay::Mysql;
