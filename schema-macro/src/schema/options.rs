//! The options of `schema!`.

use std::path::PathBuf;

use proc_macro2::Span;
use schema_catalog::diesel::SameQuery;
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream};
use syn::{Ident, LitStr, Path};

use crate::attr;
use crate::migrations::Source;
use crate::report::schema as report;

/// `schema!(…)`.
#[derive(Default)]
pub(crate) struct SchemaOptions {
    /// The folder of the migrations, from the crate's own on.
    pub(crate) migrations: Option<LitStr>,
    /// The engine that they are for.
    pub(crate) dialect: Option<LitStr>,
    /// The tables to declare.
    pub(crate) only: Option<Vec<LitStr>>,
    /// The tables to leave out.
    pub(crate) except: Option<Vec<LitStr>>,
    /// Which tables may appear together in a query.
    pub(crate) same_query: Option<LitStr>,
    /// Where it says that every table must have a model.
    pub(crate) require_models: Option<Span>,
    /// The module with declarations that are written already.
    pub(crate) verify: Option<Path>,
}

/// The ways to say which tables may appear together in a query, in diesel_cli's words.
const SAME_QUERY: [(&str, SameQuery); 3] = [
    ("all_tables", SameQuery::AllTables),
    ("fk_related_tables", SameQuery::ForeignKeyRelated),
    ("none", SameQuery::None),
];

impl SchemaOptions {
    /// Which tables may appear together in a query: all, where nothing is said.
    pub(super) fn same_query(&self) -> syn::Result<SameQuery> {
        let Some(said) = &self.same_query else { return Ok(SameQuery::default()) };
        let known = SAME_QUERY.iter().find(|(name, _)| *name == said.value());
        known.map(|(_, same_query)| *same_query).ok_or_else(|| {
            let names = SAME_QUERY.map(|(name, _)| name);
            syn::Error::new(said.span(), report::unknown_same_query(&said.value(), names))
        })
    }

    /// Which migrations they say.
    pub(super) fn source(&self) -> syn::Result<Source> {
        let dialect = self
            .dialect
            .as_ref()
            .map(|dialect| dialect.value().parse().map_err(|message: String| syn::Error::new(dialect.span(), message)));
        let migrations = self.migrations.as_ref().map(|folder| PathBuf::from(folder.value()));
        Ok(Source { migrations, dialect: dialect.transpose()? })
    }
}

impl Parse for SchemaOptions {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut options = Self::default();
        while !input.is_empty() {
            let option: Ident = input.call(Ident::parse_any)?;
            match option.to_string().as_str() {
                "migrations" if options.migrations.is_none() => options.migrations = Some(attr::text(input, &option)?),
                "dialect" if options.dialect.is_none() => options.dialect = Some(attr::text(input, &option)?),
                "only" if options.only.is_none() => {
                    options.only = Some(attr::texts(input, &option, report::tables_are_an_array)?);
                }
                "except" if options.except.is_none() => {
                    options.except = Some(attr::texts(input, &option, report::tables_are_an_array)?);
                }
                "same_query" if options.same_query.is_none() => options.same_query = Some(attr::text(input, &option)?),
                "require_models" if options.require_models.is_none() => options.require_models = Some(option.span()),
                "verify" if options.verify.is_none() => options.verify = Some(attr::module(input, &option)?),
                "migrations" | "dialect" | "only" | "except" | "same_query" | "require_models" | "verify" => {
                    return Err(syn::Error::new(option.span(), crate::report::attribute::option_twice(&option)));
                }
                other => return Err(syn::Error::new(option.span(), report::unknown_option(other))),
            }
            attr::comma(input)?;
        }
        if let (Some(_), Some([first, ..])) = (&options.only, options.except.as_deref()) {
            return Err(syn::Error::new(first.span(), report::ONLY_AND_EXCEPT));
        }
        if let (Some(span), Some(module)) = (options.require_models, &options.verify)
            && !module.is_ident("self")
        {
            return Err(syn::Error::new(span, report::REQUIRE_MODELS_ELSEWHERE));
        }
        Ok(options)
    }
}
