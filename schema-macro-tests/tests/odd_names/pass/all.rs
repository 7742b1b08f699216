//! Every name is taken for itself, in SQL as in Rust.

use diesel::debug_query;
use diesel::pg::Pg;
use diesel::prelude::*;
use schema_macro::{sql_enum, table};

mod schema {
    schema_macro::schema!(except = ["x-y", "twins", "twin_types", "logins"]);
}

#[sql_enum("state \u{202e}\"x\" {}")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Open,
    #[sql_enum(rename = "a\"b")]
    Quote,
    #[sql_enum(rename = "{}")]
    Braces,
    #[sql_enum(rename = "*/ }")]
    End,
    #[sql_enum(rename = "two\nlines")]
    TwoLines,
    #[sql_enum(rename = "2fa")]
    Digit,
    #[sql_enum(rename = "\\")]
    Backslash,
    #[sql_enum(rename = "\u{202e}x\u{1b}[31m")]
    Turned,
}

#[table("a{b}")]
#[derive(Queryable, Selectable, Identifiable, Insertable, AsChangeset)]
pub struct Odd {
    pub id: i32,
    pub a_b: i32,
    pub _2fa: Option<String>,
    pub __: Option<bool>,
    pub _fn_main_: String,
    pub say_hi_: Option<String>,
    pub two_lines: String,
    pub _txet_31m_: State,
    pub m_: Option<i32>,
    pub type_: Option<String>,
    pub __x_: Option<String>,
    pub a_b__: Option<i32>,
}

#[table("a{b}", embedded)]
#[derive(Queryable, Selectable)]
pub struct Part {
    pub two_lines: String,
    pub _txet_31m_: State,
}

#[table("a{b}", partial)]
#[derive(Queryable, Selectable)]
pub struct Whole {
    pub id: i32,
    #[diesel(embed)]
    pub part: Part,
}

/// Written by hand, as `cargo schema print` does.
mod printed {
    pub mod sql_types {
        #[derive(diesel::query_builder::QueryId, diesel::sql_types::SqlType)]
        #[diesel(postgres_type(name = "state \u{202e}\"x\" {}"))]
        pub struct StateX;
    }

    diesel::table! {
        use diesel::sql_types::*;
        use super::sql_types::StateX;

        #[sql_name = "a{b}"]
        a_b_ (id) {
            id -> Int4,
            #[sql_name = "a-b"]
            a_b -> Int4,
            #[sql_name = "2fa"]
            _2fa -> Nullable<Text>,
            #[sql_name = "{}"]
            __ -> Nullable<Bool>,
            #[sql_name = "*/ } fn main() {"]
            _fn_main_ -> Text,
            #[sql_name = r##"say "hi" \ #"##]
            say_hi_ -> Nullable<Text>,
            #[sql_name = "two\nlines"]
            two_lines -> Text,
            #[sql_name = "\u{202e}txet \u{1b}[31m\u{9b}"]
            _txet_31m_ -> StateX,
            #[sql_name = "m\u{b2}"]
            m_ -> Nullable<Int4>,
            #[sql_name = "type"]
            type_ -> Nullable<Text>,
            #[sql_name = "__x"]
            __x_ -> Nullable<Text>,
            #[sql_name = "a_b_"]
            a_b__ -> Nullable<Int4>,
        }
    }

    diesel::table! {
        Text (id) {
            id -> Int4,
        }
    }
}

schema_macro::schema!(verify = crate::printed, only = ["a{b}", "Text"]);

fn main() {
    assert_eq!(schema::TABLES, ["Text", "a{b}", "x_y"]);
    let query = debug_query::<Pg, _>(&schema::a_b_::table.select(Odd::as_select())).to_string();
    for name in ["\"a{b}\".\"a-b\"", "\"*/ } fn main() {\"", "\"say \"\"hi\"\" \\ #\"", "\"two\nlines\""] {
        assert!(query.contains(name), "{name} in {query}");
    }
}
