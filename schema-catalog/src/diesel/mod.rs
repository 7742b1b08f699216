//! What Diesel makes of a catalog: names in Rust, SQL types, and the declarations that `diesel print-schema` writes.

mod declarations;
mod names;
mod types;

pub use declarations::{Declarations, joinable};
pub use names::{rust_name, upper_camel_case};
pub use types::{DieselType, diesel_type};
