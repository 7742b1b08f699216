//! Which tables may appear together in a query.
//!
//! Diesel's `allow_tables_to_appear_in_same_query!` makes an implementation for each pair of tables, and ten where Diesel
//! knows PostgreSQL: of 150 tables they take longer to compile than all else. Here each table has a number, and takes all
//! tables of another number at once. A number is a type, the list of its binary digits from the last one on, so that the
//! compiler can tell that two are not the same.
//!
//! <https://docs.diesel.rs/2.3.x/diesel/query_source/trait.TableNotEqual.html>

use std::fmt::Write as _;

use proc_macro2::TokenStream;
use schema_catalog::diesel::{Declarations, SameQuery};
use schema_catalog::{Catalog, Table};

use super::code;
use crate::report;
use crate::sql_path::{self, RustPath};

/// Lets tables appear together in a query.
pub(super) fn expand(
    catalog: &Catalog,
    schemas: &[Declarations<'_>],
    same_query: SameQuery,
    postgres: bool,
) -> syn::Result<TokenStream> {
    let groups: Vec<Vec<&Table>> = match same_query {
        SameQuery::None => Vec::new(),
        SameQuery::AllTables => vec![schemas.iter().flat_map(|schema| schema.tables().iter().copied()).collect()],
        SameQuery::ForeignKeyRelated => schemas.iter().flat_map(Declarations::related).collect(),
    };
    let path = |table: &&Table| sql_path::of_table(catalog, "self", table);
    let groups = groups.iter().map(|group| group.iter().filter_map(path).collect());
    let groups: Vec<Vec<RustPath>> = groups.filter(|group: &Vec<RustPath>| group.len() > 1).collect();
    if groups.is_empty() { Ok(TokenStream::new()) } else { code(&together(&groups, postgres)) }
}

/// The implementations for the tables of each group. `postgres` says whether Diesel has what a table may also be in a query
/// for PostgreSQL: `ONLY table` and `table TABLESAMPLE …`.
fn together(groups: &[Vec<RustPath>], postgres: bool) -> String {
    let report::schema::InSameQuery { other, twice } = report::schema::IN_SAME_QUERY;
    let mut text = format!(
        "const _: () = {{
            use ::diesel::query_source::{{Table, TableNotEqual}};
            enum Group<const AT: ::core::primitive::usize> {{}}
            #[diagnostic::on_unimplemented(message = {:?}, note = {:?})]
            trait In<Group> {{ type Number; }}
            enum Zero {{}}
            enum One {{}}
            #[diagnostic::on_unimplemented(message = {:?}, note = {:?})]
            trait Differs<Number> {{}}
            #[diagnostic::do_not_recommend] impl<A, B> Differs<(One, B)> for (Zero, A) {{}}
            #[diagnostic::do_not_recommend] impl<A, B> Differs<(Zero, B)> for (One, A) {{}}
            #[diagnostic::do_not_recommend] impl<A: Differs<B>, B> Differs<(Zero, B)> for (Zero, A) {{}}
            #[diagnostic::do_not_recommend] impl<A: Differs<B>, B> Differs<(One, B)> for (One, A) {{}}
        ",
        other.0, other.1, twice.0, twice.1
    );
    if postgres {
        text.push_str(
            "use ::diesel::query_builder::{Only, Tablesample, TablesampleMethod};
            #[diagnostic::do_not_recommend]
            impl<T: In<Group>, Group> In<Group> for Only<T> { type Number = T::Number; }
            #[diagnostic::do_not_recommend]
            impl<T: In<Group>, M: TablesampleMethod, Group> In<Group> for Tablesample<T, M> { type Number = T::Number; }
            ",
        );
    }
    for (at, tables) in groups.iter().enumerate() {
        group(at, tables, postgres, &mut text);
    }
    text.push_str("};");
    text
}

/// The implementations for the tables of one group.
fn group(at: usize, tables: &[RustPath], postgres: bool, text: &mut String) {
    let digits = (tables.len() - 1).checked_ilog2().unwrap_or_default() + 1;
    for (number, table) in tables.iter().enumerate() {
        let digit = |digit: u32| if number >> digit & 1 == 0 { "Zero" } else { "One" };
        let number = (0..digits).rev().fold("()".to_owned(), |rest, at| format!("({}, {rest})", digit(at)));
        let _ = writeln!(
            text,
            "impl In<Group<{at}>> for {table}::table {{ type Number = {number}; }}
            impl<T: Table + In<Group<{at}>>> TableNotEqual<T> for {table}::table where {number}: Differs<T::Number> {{}}"
        );
        if postgres {
            let _ = writeln!(
                text,
                "impl<T: In<Group<{at}>>> TableNotEqual<{table}::table> for Only<T>
                where Self: Table, T::Number: Differs<{number}> {{}}
                impl<T: In<Group<{at}>>, M: TablesampleMethod> TableNotEqual<{table}::table> for Tablesample<T, M>
                where Self: Table, T::Number: Differs<{number}> {{}}"
            );
        }
    }
}
