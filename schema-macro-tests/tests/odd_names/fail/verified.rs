//! Declarations that differ from a table of odd names: what to add is what Diesel takes.

mod printed {
    diesel::table! {
        #[sql_name = "a{b}"]
        a_b_ (id) {
            id -> Int4,
            #[sql_name = "not {} made"]
            not_made -> Int4,
        }
    }
    diesel::table! {
        gone_ (id) {
            id -> Int4,
        }
    }
}

mod typed {
    diesel::table! {
        #[sql_name = "a{b}"]
        a_b_ (a_b) {
            id -> Int4,
            #[sql_name = "a-b"]
            a_b -> Int8,
            #[sql_name = "2fa"]
            _2fa -> Text,
            #[sql_name = "{}"]
            __ -> Nullable<Bool>,
            #[sql_name = "*/ } fn main() {"]
            _fn_main_ -> Nullable<Text>,
            #[sql_name = r##"say "hi" \ #"##]
            say_hi_ -> Nullable<Text>,
            #[sql_name = "two\nlines"]
            two_lines -> Nullable<Text>,
            #[sql_name = "\u{202e}txet \u{1b}[31m\u{9b}"]
            _txet_31m_ -> Nullable<Text>,
            #[sql_name = "m\u{b2}"]
            m_ -> Int4,
            #[sql_name = "type"]
            type_ -> Nullable<Text>,
            #[sql_name = "__x"]
            __x_ -> Nullable<Text>,
            #[sql_name = "a_b_"]
            a_b__ -> Nullable<Int4>,
        }
    }
}

schema_macro::schema!(verify = crate::printed, only = ["a{b}"]);
schema_macro::schema!(verify = crate::typed, only = ["a{b}"]);

fn main() {}
