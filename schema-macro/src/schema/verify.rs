//! `schema!(verify = path)`: declarations that are written already are those that the migrations make, by their types.
//!
//! Which tables the module has can't be listed. So each name that is looked for has a stand-in in an outer block, which
//! is found where the module, imported whole in an inner block, has none: rustc looks into the inner block first.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens as _, format_ident, quote, quote_spanned};
use schema_catalog::diesel::{diesel_type, rust_name};
use schema_catalog::{Catalog, Column, Table, TableKind, harmless};
use syn::Path;
use syn::spanned::Spanned as _;

use crate::ask::{self, Question, holder};
use crate::report::{self, Mismatch};

/// The most columns that Diesel lets a table have.
const MOST_COLUMNS: usize = 128;

/// The checks that a module declares these tables as the migrations make them.
pub(super) fn expand(catalog: &Catalog, tables: &[&Table], module: &Path) -> TokenStream {
    let names = (1..=MOST_COLUMNS).map(names_of_tuple);
    let checks = tables.iter().map(|table| Verified { catalog, table, module }.check());
    let former = catalog.former_tables().filter(|(schema, name, ..)| catalog.table_in(schema, name).is_none());
    let former = former.map(|(schema, name, what, place)| {
        let message = report::verify::former_table(catalog, module, name, what, place);
        gone(catalog, module, schema, name, message)
    });
    let same_text = ask::same_text();
    quote! {
        const _: () = {
            // No table has such names, which here would hide it.
            type __Text = &'static ::core::primitive::str;

            /// The names of the columns in a tuple of them, and the columns one by one: the first, and the others.
            trait __Names {
                const NAMES: &'static [__Text];
                type List;
            }
            /// Eight columns and the others: what is nested as deep as a table has columns is too deep for a parser.
            type __Eight<A, B, C, D, E, F, G, H, Others> = (A, (B, (C, (D, (E, (F, (G, (H, Others))))))));
            #(#names)*
            trait __List {
                type First;
                type Others;
            }
            impl<First, Others> __List for (First, Others) {
                type First = First;
                type Others = Others;
            }
            impl __List for () {
                type First = ();
                type Others = ();
            }

            /// What is declared of a table: whether it is at all, and how.
            trait __Declared {
                const NAMES: ::core::option::Option<&'static [__Text]>;
                type Columns;
                type List;
                type Key;
            }
            impl<T> __Declared for T
            where
                T: ::diesel::query_source::Table,
                T::AllColumns: __Names,
            {
                const NAMES: ::core::option::Option<&'static [__Text]> =
                    ::core::option::Option::Some(<T::AllColumns as __Names>::NAMES);
                type Columns = T::AllColumns;
                type List = <T::AllColumns as __Names>::List;
                type Key = T::PrimaryKey;
            }

            trait __Same<T: ?::core::marker::Sized> {}
            impl<T: ?::core::marker::Sized> __Same<T> for T {}

            /// What is looked at if something holds.
            #[allow(dead_code)]
            struct __If<const HOLDS: ::core::primitive::bool, T>(T);

            /// The type of a column where it is looked at, else the one that is expected.
            trait __TypeOr<Expected> {
                type Type;
            }
            impl<T: ::diesel::expression::Expression, Expected> __TypeOr<Expected> for __If<true, T> {
                type Type = T::SqlType;
            }
            impl<T, Expected> __TypeOr<Expected> for __If<false, T> {
                type Type = Expected;
            }

            #same_text
            const fn has(names: &[__Text], name: __Text) -> ::core::primitive::bool {
                let mut at = 0;
                while at < names.len() {
                    if same(names[at], name) {
                        return true;
                    }
                    at += 1;
                }
                false
            }
            /// Whether the column at this place has this name.
            const fn is_at(
                declared: ::core::option::Option<&[__Text]>,
                at: ::core::primitive::usize,
                name: __Text,
            ) -> ::core::primitive::bool {
                let ::core::option::Option::Some(declared) = declared else { return false };
                at < declared.len() && same(declared[at], name)
            }
            const fn all_same(declared: ::core::option::Option<&[__Text]>, made: &[__Text]) -> ::core::primitive::bool {
                let ::core::option::Option::Some(declared) = declared else { return false };
                let mut at = 0;
                while at < declared.len() && at < made.len() && same(declared[at], made[at]) {
                    at += 1;
                }
                at == declared.len() && at == made.len()
            }
            /// The first of the names that is not among the others.
            const fn other(names: &[__Text], others: &[__Text]) -> ::core::option::Option<__Text> {
                let mut at = 0;
                while at < names.len() {
                    if !has(others, names[at]) {
                        return ::core::option::Option::Some(names[at]);
                    }
                    at += 1;
                }
                ::core::option::Option::None
            }
            /// The first of the names that is not where it is made.
            const fn moved(names: &[__Text], made: &[__Text]) -> ::core::option::Option<__Text> {
                let mut at = 0;
                while at < names.len() && at < made.len() && same(names[at], made[at]) {
                    at += 1;
                }
                if at < names.len() { ::core::option::Option::Some(names[at]) } else { ::core::option::Option::None }
            }
            const fn name_or_nothing(name: ::core::option::Option<__Text>) -> __Text {
                match name {
                    ::core::option::Option::Some(name) => name,
                    ::core::option::Option::None => "",
                }
            }
            const fn length(parts: &[__Text]) -> ::core::primitive::usize {
                let (mut at, mut length) = (0, 0);
                while at < parts.len() {
                    length += parts[at].len();
                    at += 1;
                }
                length
            }
            const fn joined<const LENGTH: ::core::primitive::usize>(
                parts: &[__Text],
            ) -> [::core::primitive::u8; LENGTH] {
                let (mut out, mut end, mut part) = ([0; LENGTH], 0, 0);
                while part < parts.len() {
                    let (bytes, mut at) = (parts[part].as_bytes(), 0);
                    while at < bytes.len() {
                        out[end] = bytes[at];
                        (end, at) = (end + 1, at + 1);
                    }
                    part += 1;
                }
                out
            }

            #(#checks)*
            #(#former)*
        };
    }
}

/// `impl __Names for (A, B, …)`.
fn names_of_tuple(arity: usize) -> TokenStream {
    let columns: Vec<Ident> = (0..arity).map(|at| format_ident!("C{at}")).collect();
    let pairs = |others: TokenStream, first: &Ident| quote! { (#first, #others) };
    let list = columns.chunks(8).rev().fold(quote! { () }, |others, chunk| match chunk.len() {
        8 => quote! { __Eight<#(#chunk,)* #others> },
        _ => chunk.iter().rev().fold(others, pairs),
    });
    quote! {
        impl<#(#columns: ::diesel::query_source::Column),*> __Names for (#(#columns,)*) {
            const NAMES: &'static [__Text] = &[#(#columns::NAME),*];
            type List = #list;
        }
    }
}

/// A table that was dropped or renamed, of which there must be no declaration left.
fn gone(catalog: &Catalog, module: &Path, schema: &str, name: &str, mismatch: Mismatch) -> Option<TokenStream> {
    if schema != catalog.dialect().default_schema() {
        return None;
    }
    let table = Ident::new(&rust_name(name, None), Span::call_site());
    let question = Question {
        holder: holder("NoLonger", &[name]),
        checked: ask::type_at(module.span(), quote! { #table::table }),
        other: None,
        bounds: vec!["__Gone".to_owned()],
        mismatch,
        items: String::new(),
    };
    let question = ask::all([question]);
    Some(quote! {
        const _: () = {
            trait __Gone {}
            #[allow(dead_code, non_snake_case)]
            mod #table {
                #[allow(non_camel_case_types)]
                pub(super) struct table;
            }
            impl __Gone for #table::table {}
            const _: () = {
                #[allow(unused_imports)]
                use #module::*;
                #question
            };
        };
    })
}

/// A table whose declaration is checked.
struct Verified<'a> {
    catalog: &'a Catalog,
    table: &'a Table,
    module: &'a Path,
}

impl Verified<'_> {
    fn check(&self) -> TokenStream {
        let Self { catalog, table, module } = self;
        let span = module.span();
        let mut outer = (*module).clone();
        if table.schema != catalog.dialect().default_schema() {
            outer.segments.push(Ident::new(&rust_name(&table.schema, None), span).into());
        }
        let name = Ident::new(&rust_name(&table.name, None), Span::call_site());
        let made: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
        let is_declared = (!table.kind.is_view() && table.kind != TableKind::Foreign).then(|| {
            let question = Question {
                holder: holder("Declared", &[&table.name]),
                checked: ask::type_at(span, quote! { #name::table }),
                other: None,
                bounds: vec!["::diesel::query_source::Table".to_owned()],
                mismatch: report::verify::no_table(catalog, table, module),
                items: String::new(),
            };
            ask::all([question])
        });
        let missing = table.columns.iter().map(|column| {
            let message = report::verify::no_column(catalog, table, column, module);
            let (name, message) = (&column.name, ask::as_format(&message));
            quote_spanned! { span =>
                const _: () = if let ::core::option::Option::Some(names) = NAMES {
                    ::core::assert!(has(names, #name), #message);
                };
            }
        });
        let (before, after) = report::verify::other_column(catalog, table, module);
        let other = text_with_name(&before, &after, &quote! { other(names, MADE) }, span);
        let (before, after) = report::verify::other_order(catalog, table, module);
        let all_there = quote! { other(MADE, names).is_none() && other(names, MADE).is_none() };
        let moved = quote! { if #all_there { moved(names, MADE) } else { ::core::option::Option::None } };
        let moved = text_with_name(&before, &after, &moved, span);
        let types = self.types(&name);
        quote! {
            const _: () = {
                #[allow(dead_code, non_snake_case)]
                mod #name {
                    #[allow(non_camel_case_types)]
                    pub(super) struct table;
                }
                impl __Declared for #name::table {
                    const NAMES: ::core::option::Option<&'static [__Text]> = ::core::option::Option::None;
                    type Columns = ();
                    type List = ();
                    type Key = ();
                }
                const _: () = {
                    #[allow(unused_imports)]
                    use #outer::*;
                    const MADE: &[__Text] = &[#(#made),*];
                    const NAMES: ::core::option::Option<&[__Text]> = <#name::table as __Declared>::NAMES;
                    #is_declared
                    #(#missing)*
                    #other
                    #moved
                    #types
                };
            };
        }
    }

    /// The checks of types and key. They hold for a column that is not in its place, and for the key where one is not: that
    /// is said already.
    fn types(&self, name: &Ident) -> TokenStream {
        let Self { catalog, table, module } = self;
        let at = || 0..table.columns.len();
        let lists: Vec<Ident> = at().map(|at| format_ident!("__From{at}")).collect();
        let columns: Vec<Ident> = at().map(|at| format_ident!("C{at}")).collect();
        let questions = table.columns.iter().zip(&lists).enumerate().map(|(at, (column, list))| {
            let name = &column.name;
            let made: TokenStream = self.sql_type(column).parse().unwrap_or_default();
            let declared = quote! {
                <__If<{ is_at(NAMES, #at, #name) }, <#list as __List>::First> as __TypeOr<#made>>::Type
            };
            let (expected, sql_types) = (self.sql_type(column), "::diesel::sql_types");
            // Where a type of its own is defined is not known, but whether it is optional is. Of a view's columns the
            // engine does not tell.
            let bound = match diesel_type(catalog, table, column).custom {
                None if table.kind.is_view() => format!("{sql_types}::IntoNullable<Nullable = {expected}>"),
                None => format!("__Same<{expected}>"),
                Some(_) if table.kind.is_view() => format!("{sql_types}::SqlType"),
                Some(_) if column.nullable => {
                    format!("{sql_types}::SqlType<IsNull = {sql_types}::is_nullable::IsNullable>")
                }
                Some(_) => format!("{sql_types}::SqlType<IsNull = {sql_types}::is_nullable::NotNull>"),
            };
            Question {
                holder: holder("SqlTypeOf", &[&table.name, &column.name]),
                checked: ask::type_at(module.span(), declared),
                other: None,
                bounds: vec![bound],
                mismatch: report::verify::other_type(catalog, table, column, module),
                items: String::new(),
            }
        });
        let key: Vec<&Ident> = table
            .primary_key()
            .iter()
            .filter_map(|&key| columns.get(table.columns.iter().position(|column| column.id() == key)?))
            .collect();
        let key = match key.as_slice() {
            // A view's may be any.
            [] => quote! { Key },
            [one] => one.to_token_stream(),
            several => quote! { (#(#several,)*) },
        };
        let key_question = Question {
            holder: holder("KeyOf", &[&table.name]),
            checked: ask::type_at(module.span(), quote! { <__Checked as __Parts>::Key }),
            other: None,
            bounds: vec!["__Same<<__Checked as __Parts>::MadeKey>".to_owned()],
            mismatch: report::verify::other_key(catalog, table, module),
            items: String::new(),
        };
        let questions = ask::all(questions.chain([key_question]));
        let others = lists.iter().zip(lists.iter().skip(1)).map(|(list, next)| {
            quote! { type #next = <#list as __List>::Others; }
        });
        let first = lists.first().map(|first| quote! { type #first = <__Table as __Declared>::List; });
        quote! {
            trait __Parts {
                type Key;
                type MadeKey;
            }
            type __Table = #name::table;
            type __Checked =
                __If<{ all_same(NAMES, MADE) }, (<__Table as __Declared>::Columns, <__Table as __Declared>::Key)>;
            #first
            #(#others)*
            impl<#(#columns,)* Key> __Parts for __If<true, ((#(#columns,)*), Key)> {
                type Key = Key;
                type MadeKey = #key;
            }
            impl<T> __Parts for __If<false, T> {
                type Key = ();
                type MadeKey = ();
            }
            #questions
        }
    }

    /// Diesel's type of a column; one that is as optional, where Diesel has none.
    fn sql_type(&self, column: &Column) -> String {
        let mut found = diesel_type(self.catalog, self.table, column);
        if found.custom.take().is_some() {
            (found.name, found.array, found.unsigned) = ("Integer".to_owned(), false, false);
        }
        found.path("")
    }
}

/// An error that is there if there is such a name, with the name in its text.
fn text_with_name(before: &str, after: &str, name: &TokenStream, span: Span) -> TokenStream {
    let (before, after) = (harmless(before), harmless(after));
    quote_spanned! { span =>
        const _: () = {
            const NAME: ::core::option::Option<__Text> = match NAMES {
                ::core::option::Option::Some(names) => #name,
                ::core::option::Option::None => ::core::option::Option::None,
            };
            if NAME.is_some() {
                const PARTS: &[__Text] = &[#before, name_or_nothing(NAME), #after];
                const TEXT: &[::core::primitive::u8] = &joined::<{ length(PARTS) }>(PARTS);
                if let ::core::result::Result::Ok(text) = ::core::str::from_utf8(TEXT) {
                    ::core::panic!("{}", text);
                }
            }
        };
    }
}
