//! SQLite: what its statements say ([`ddl`]), and what they do ([`replay`]).

mod ddl;
mod replay;

pub(crate) use ddl::is_reserved;
pub(crate) use replay::Sqlite;
