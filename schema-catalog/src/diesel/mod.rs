//! What Diesel makes of a catalog: names in Rust, SQL types, and the declarations that `diesel print-schema` writes.

mod case;
mod declarations;
mod layout;
mod names;
mod options;
mod print;
mod rust_types;
mod sqlite;
mod types;

pub use case::Case;
pub use declarations::{Declarations, LeftOut};
pub use names::{rust_name, upper_camel_case};
pub use options::{Choice, Docs, Options, SameQuery};
pub use rust_types::{RustType, rust_type};
pub use types::{CustomType, DieselType, diesel_type};
