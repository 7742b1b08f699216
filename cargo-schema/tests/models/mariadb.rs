// note: the models need Diesel with the features `chrono`, `numeric`
// note: the models need the crates `bigdecimal`, `chrono`
// What stands between the lines `// hand-written: begin` and `// hand-written: end` is kept; all else is written anew.
// Needs Diesel with the features `chrono`, `numeric`.
// Needs the crates `bigdecimal`, `chrono`.

use bigdecimal::BigDecimal;
use chrono::NaiveDateTime;
use diesel::prelude::*;
use schema_macro::{sql_enum, table};

/// A row of the table `order_lines`.
#[table("order_lines")]
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Identifiable, Associations)]
#[diesel(belongs_to(Order, foreign_key = order_id))]
pub struct OrderLine {
    pub order_id: u32,
    pub line: i32,
    pub blob: Option<Vec<u8>>,
}

/// What is inserted into the table `order_lines`; `None` is a column's default.
#[table("order_lines")]
#[derive(Debug, Clone, PartialEq, Insertable)]
pub struct NewOrderLine {
    pub order_id: u32,
    pub line: i32,
    pub blob: Option<Vec<u8>>,
}

/// Changes of a row of the table `order_lines`; `None` leaves a column as it is.
#[table("order_lines")]
#[derive(Debug, Clone, PartialEq, Default, AsChangeset)]
pub struct OrderLineChanges {
    pub blob: Option<Option<Vec<u8>>>,
}

/// What the column `orders.state` can be.
#[sql_enum(column = "orders.state")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OrderState {
    New,
    #[sql_enum(rename = "in progress")]
    InProgress,
    Done,
}

/// What is ordered.
// Without `flags`: Diesel has no Rust type for `SET('a','b')`. One can be named in schema.toml, in `types` of [models].
#[table("orders", partial)]
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Identifiable)]
pub struct Order {
    /// Counts.
    pub id: u32,
    pub state: OrderState,
    pub channel: Option<String>,
    pub paid: bool,
    pub small: Option<u8>,
    pub total: BigDecimal,
    pub placed: NaiveDateTime,
    pub size: Option<f64>,
}

/// What is inserted into the table `orders`; `None` is a column's default.
#[table("orders")]
#[derive(Debug, Clone, PartialEq, Insertable)]
pub struct NewOrder {
    pub state: Option<OrderState>,
    pub channel: Option<String>,
    pub paid: bool,
    pub small: Option<u8>,
    pub total: BigDecimal,
    pub placed: Option<NaiveDateTime>,
}

/// Changes of a row of the table `orders`; `None` leaves a column as it is.
#[table("orders")]
#[derive(Debug, Clone, PartialEq, Default, AsChangeset)]
pub struct OrderChanges {
    pub state: Option<OrderState>,
    pub channel: Option<Option<String>>,
    pub paid: Option<bool>,
    pub small: Option<Option<u8>>,
    pub total: Option<BigDecimal>,
    pub placed: Option<NaiveDateTime>,
}
