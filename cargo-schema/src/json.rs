//! The form that `cargo schema print --format json` writes.
//!
//! An object with the fields of [`Catalog`]. Names are as the database stores them. Objects, and the tables of a schema,
//! are sorted by schema and name; columns, constraints and labels stand in their own order. Fields may be added;
//! [`FORMAT`] counts up if one is ever removed or changes its meaning. Every field is always there, `null` or empty where
//! there is nothing to tell.

use crate::json_text::json_text;
use schema_catalog as catalog;
use schema_catalog::{ConstraintKind, Generation, History, Identity, MatchType, SqlType, Table, TypeKind};
use serde::Serialize;

/// The number of the form that this version writes.
pub const FORMAT: u32 = 1;

/// Everything that the migrations make.
#[derive(Clone, Debug, Serialize)]
pub struct Catalog {
    /// The number of the form: [`FORMAT`].
    pub format: u32,
    /// The engine: `postgres`.
    pub dialect: &'static str,
    /// The files that were replayed, in their order.
    pub files: Vec<String>,
    /// The schemas.
    pub schemas: Vec<Schema>,
    /// Tables and foreign tables.
    pub tables: Vec<Relation>,
    /// Views and materialized views.
    pub views: Vec<Relation>,
    /// Enum types.
    pub enums: Vec<Enum>,
    /// Domains.
    pub domains: Vec<Domain>,
    /// Types of attributes.
    pub composites: Vec<Composite>,
    /// Types that are none of those: ranges, types of extensions.
    pub other_types: Vec<OtherType>,
}

/// A schema.
#[derive(Clone, Debug, Serialize)]
pub struct Schema {
    /// Its name.
    pub name: String,
    /// What `COMMENT ON` says.
    pub comment: Option<String>,
    /// Where it was created; `null` for those that every database has.
    pub created: Option<Place>,
}

/// A place in the SQL.
#[derive(Clone, Debug, Serialize)]
pub struct Place {
    /// The file, as messages show it.
    pub file: String,
    /// The line, counted from 1.
    pub line: u32,
    /// The column, counted from 1, in characters.
    pub column: u32,
}

/// Something that created or changed an object.
#[derive(Clone, Debug, Serialize)]
pub struct Event {
    /// What happened, in a few words for people to read: `declared`, `made NOT NULL`.
    pub what: String,
    /// Where.
    #[serde(flatten)]
    pub place: Place,
}

/// A table or a view.
#[derive(Clone, Debug, Serialize)]
pub struct Relation {
    /// The schema it is in.
    pub schema: String,
    /// Its name.
    pub name: String,
    /// `table`, `partitioned_table`, `foreign_table`, `virtual_table`, `view` or `materialized_view`.
    pub kind: &'static str,
    /// What `COMMENT ON` says.
    pub comment: Option<String>,
    /// Why its columns are not known; `columns` says nothing then.
    pub unknown: Option<Unknown>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its primary key.
    pub primary_key: Option<Key>,
    /// Its foreign keys. In SQLite one may refer to what is not there.
    pub foreign_keys: Vec<ForeignKey>,
    /// Its unique constraints.
    pub unique_constraints: Vec<Key>,
    /// Its check constraints.
    pub checks: Vec<Check>,
    /// Its exclusion constraints.
    pub exclusions: Vec<Key>,
    /// Its indexes that are no constraints.
    pub indexes: Vec<Index>,
    /// What created and changed it as a whole, oldest first.
    pub history: Vec<Event>,
}

/// Why something is not known.
#[derive(Clone, Debug, Serialize)]
pub struct Unknown {
    /// What could not be understood.
    pub reason: String,
    /// The statement that could not be understood.
    #[serde(flatten)]
    pub place: Place,
}

/// A column.
#[derive(Clone, Debug, Serialize)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its type, as PostgreSQL's `format_type` prints it: `character varying(100)`, `text[]`.
    #[serde(rename = "type")]
    pub sql_type: String,
    /// Whether it may hold NULL.
    pub nullable: bool,
    /// The expression of its default, as it stands in the SQL.
    pub default: Option<String>,
    /// `always` or `by_default` for an identity column.
    pub identity: Option<&'static str>,
    /// How it is computed, for a generated column.
    pub generated: Option<Generated>,
    /// Whether `*` leaves it out; not there where it does not.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub hidden: bool,
    /// What `COMMENT ON` says.
    pub comment: Option<String>,
    /// What created and changed it, oldest first.
    pub history: Vec<Event>,
}

/// How a generated column is computed.
#[derive(Clone, Debug, Serialize)]
pub struct Generated {
    /// The expression, as it stands in the SQL.
    pub expression: String,
    /// Whether the value is stored.
    pub stored: bool,
}

/// A primary key, a unique constraint or an exclusion constraint.
#[derive(Clone, Debug, Serialize)]
pub struct Key {
    /// The constraint's name.
    pub name: String,
    /// The names of its columns.
    pub columns: Vec<String>,
    /// Whether NULL equals NULL (`NULLS NOT DISTINCT`).
    pub nulls_not_distinct: bool,
    /// Where it was declared.
    pub declared: Place,
}

/// A foreign key.
#[derive(Clone, Debug, Serialize)]
pub struct ForeignKey {
    /// The constraint's name.
    pub name: String,
    /// The names of the referencing columns.
    pub columns: Vec<String>,
    /// The schema of the table referred to.
    pub parent_schema: String,
    /// The table referred to.
    pub parent_table: String,
    /// The names of the columns referred to, one for each of `columns`.
    pub parent_columns: Vec<String>,
    /// `NO ACTION`, `RESTRICT`, `CASCADE`, `SET NULL` or `SET DEFAULT`.
    pub on_delete: &'static str,
    /// As `on_delete`.
    pub on_update: &'static str,
    /// `SIMPLE` or `FULL`.
    #[serde(rename = "match")]
    pub match_type: &'static str,
    /// Where it was declared.
    pub declared: Place,
}

/// A check constraint.
#[derive(Clone, Debug, Serialize)]
pub struct Check {
    /// The constraint's name.
    pub name: String,
    /// The expression, as it stands in the SQL.
    pub expression: String,
    /// The names of the columns that it reads.
    pub columns: Vec<String>,
    /// Where it was declared.
    pub declared: Place,
}

/// An index that is no constraint.
#[derive(Clone, Debug, Serialize)]
pub struct Index {
    /// Its name.
    pub name: String,
    /// Whether it forbids duplicates.
    pub unique: bool,
    /// Whether NULL equals NULL (`NULLS NOT DISTINCT`).
    pub nulls_not_distinct: bool,
    /// The names of its columns, `null` for an expression.
    pub columns: Vec<Option<String>>,
    /// The predicate of a partial index, as it stands in the SQL.
    pub predicate: Option<String>,
    /// Where it was created.
    pub created: Place,
}

/// An enum type.
#[derive(Clone, Debug, Serialize)]
pub struct Enum {
    /// The schema it is in.
    pub schema: String,
    /// Its name.
    pub name: String,
    /// Its labels.
    pub labels: Vec<Label>,
    /// What `COMMENT ON` says.
    pub comment: Option<String>,
    /// What created and changed it, oldest first.
    pub history: Vec<Event>,
}

/// A label of an enum type.
#[derive(Clone, Debug, Serialize)]
pub struct Label {
    /// The label.
    pub label: String,
    /// Where it was added.
    #[serde(flatten)]
    pub place: Place,
}

/// A domain.
#[derive(Clone, Debug, Serialize)]
pub struct Domain {
    /// The schema it is in.
    pub schema: String,
    /// Its name.
    pub name: String,
    /// The type that it restricts.
    #[serde(rename = "type")]
    pub base: String,
    /// Whether it is `NOT NULL`.
    pub not_null: bool,
    /// The expression of its default, as it stands in the SQL.
    pub default: Option<String>,
    /// Its checks.
    pub checks: Vec<DomainCheck>,
    /// What `COMMENT ON` says.
    pub comment: Option<String>,
    /// What created and changed it, oldest first.
    pub history: Vec<Event>,
}

/// A check of a domain.
#[derive(Clone, Debug, Serialize)]
pub struct DomainCheck {
    /// The constraint's name.
    pub name: String,
    /// The expression, as it stands in the SQL.
    pub expression: String,
}

/// A type of attributes.
#[derive(Clone, Debug, Serialize)]
pub struct Composite {
    /// The schema it is in.
    pub schema: String,
    /// Its name.
    pub name: String,
    /// Its attributes.
    pub attributes: Vec<Attribute>,
    /// What `COMMENT ON` says.
    pub comment: Option<String>,
    /// What created and changed it, oldest first.
    pub history: Vec<Event>,
}

/// An attribute of a type.
#[derive(Clone, Debug, Serialize)]
pub struct Attribute {
    /// Its name.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    pub sql_type: String,
}

/// A type that is no enum, domain or composite type.
#[derive(Clone, Debug, Serialize)]
pub struct OtherType {
    /// The schema it is in.
    pub schema: String,
    /// Its name.
    pub name: String,
    /// `range`, `multirange` or `base`.
    pub kind: &'static str,
    /// What `COMMENT ON` says.
    pub comment: Option<String>,
    /// What created and changed it, oldest first.
    pub history: Vec<Event>,
}

impl Catalog {
    /// The catalog in this form: all of it, or what is in one schema.
    pub fn new(catalog: &catalog::Catalog, schema: Option<&str>) -> Self {
        let chosen = |name: &str| schema.is_none_or(|schema| schema == name);
        let of = Reader { catalog };
        let mut out = Self {
            format: FORMAT,
            dialect: catalog.dialect().name(),
            files: catalog.sources().iter().map(|source| source.name.to_string()).collect(),
            schemas: catalog.schemas().filter(|schema| chosen(&schema.name)).map(|schema| of.schema(schema)).collect(),
            tables: Vec::new(),
            views: Vec::new(),
            enums: Vec::new(),
            domains: Vec::new(),
            composites: Vec::new(),
            other_types: Vec::new(),
        };
        for table in catalog.tables().filter(|table| chosen(&table.schema)) {
            let kind = if table.kind.is_view() { &mut out.views } else { &mut out.tables };
            kind.push(of.relation(table));
        }
        for known in catalog.types().filter(|known| chosen(&known.schema)) {
            of.add_type(&mut out, known);
        }
        out
    }
}

/// The catalog, as the text that is printed.
pub(crate) fn text(catalog: &catalog::Catalog, schema: Option<&str>) -> serde_json::Result<String> {
    json_text(&Catalog::new(catalog, schema))
}

/// Reads a catalog's objects into the form.
struct Reader<'a> {
    catalog: &'a catalog::Catalog,
}

impl Reader<'_> {
    fn place(&self, place: catalog::Place) -> Place {
        let catalog::Location { file, line, column } = self.catalog.location(place);
        Place { file: file.to_string(), line, column }
    }

    fn history(&self, history: &History) -> Vec<Event> {
        history.events().map(|(place, what)| Event { what: what.to_owned(), place: self.place(place) }).collect()
    }

    fn type_text(&self, sql_type: &SqlType) -> String {
        sql_type.format_type(self.catalog)
    }

    fn schema(&self, schema: &catalog::Schema) -> Schema {
        Schema {
            name: schema.name.clone(),
            comment: schema.comment.clone(),
            created: schema.created.map(|place| self.place(place)),
        }
    }

    fn relation(&self, table: &Table) -> Relation {
        let mut out = Relation {
            schema: table.schema.clone(),
            name: table.name.clone(),
            kind: kind(table.kind),
            comment: table.comment.clone(),
            unknown: table
                .unknown
                .as_ref()
                .map(|unknown| Unknown { reason: unknown.reason.clone(), place: self.place(unknown.place) }),
            columns: table.columns.iter().map(|column| self.column(column)).collect(),
            primary_key: None,
            foreign_keys: Vec::new(),
            unique_constraints: Vec::new(),
            checks: Vec::new(),
            exclusions: Vec::new(),
            indexes: self.catalog.own_indexes(table).map(|index| self.index(table, index)).collect(),
            history: self.history(&table.history),
        };
        for constraint in &table.constraints {
            self.add_constraint(&mut out, table, constraint);
        }
        out
    }

    fn column(&self, column: &catalog::Column) -> Column {
        Column {
            name: column.name.clone(),
            sql_type: self.type_text(&column.sql_type),
            nullable: column.nullable,
            default: column.default.as_ref().map(|default| default.expression.clone()),
            identity: column.identity.map(|identity| match identity {
                Identity::Always => "always",
                Identity::ByDefault => "by_default",
            }),
            generated: column.generated.as_ref().map(|Generation { expression, stored, .. }| Generated {
                expression: expression.clone(),
                stored: *stored,
            }),
            hidden: column.hidden,
            comment: column.comment.clone(),
            history: self.history(&column.history),
        }
    }

    fn add_constraint(&self, out: &mut Relation, table: &Table, constraint: &catalog::Constraint) {
        let name = constraint.name.clone();
        let declared = self.place(constraint.declared);
        let names = |columns: &[_]| table.column_names(columns).into_iter().map(str::to_owned).collect();
        let key = |columns: &[_], nulls_not_distinct| Key {
            name: name.clone(),
            columns: names(columns),
            nulls_not_distinct,
            declared: declared.clone(),
        };
        match &constraint.kind {
            ConstraintKind::PrimaryKey { columns } => out.primary_key = Some(key(columns, false)),
            ConstraintKind::Unique { columns, nulls_not_distinct } => {
                out.unique_constraints.push(key(columns, *nulls_not_distinct));
            }
            ConstraintKind::Exclude { columns, .. } => out.exclusions.push(key(columns, false)),
            ConstraintKind::Check(check) => out.checks.push(Check {
                expression: check.expression.clone(),
                columns: names(&check.columns),
                name,
                declared,
            }),
            ConstraintKind::Dangling(dangling) => out.foreign_keys.push(ForeignKey {
                columns: names(&dangling.columns),
                parent_schema: table.schema.clone(),
                parent_table: dangling.written.table.clone(),
                parent_columns: dangling.written.columns.clone(),
                on_delete: dangling.on_delete.as_sql(),
                on_update: dangling.on_update.as_sql(),
                match_type: "SIMPLE",
                name,
                declared,
            }),
            ConstraintKind::ForeignKey(foreign) => {
                let parent = self.catalog.table_by_id(foreign.parent);
                let parent_columns = parent.column_names(&foreign.parent_columns);
                out.foreign_keys.push(ForeignKey {
                    columns: names(&foreign.columns),
                    parent_schema: parent.schema.clone(),
                    parent_table: parent.name.clone(),
                    parent_columns: parent_columns.into_iter().map(str::to_owned).collect(),
                    on_delete: foreign.on_delete.as_sql(),
                    on_update: foreign.on_update.as_sql(),
                    match_type: match foreign.match_type {
                        MatchType::Simple => "SIMPLE",
                        MatchType::Full => "FULL",
                    },
                    name,
                    declared,
                });
            }
        }
    }

    fn index(&self, table: &Table, index: &catalog::Index) -> Index {
        let column = |id: &Option<_>| id.map(|id| table.column_by_id(id).name.clone());
        Index {
            name: index.name.clone(),
            unique: index.unique,
            nulls_not_distinct: index.nulls_not_distinct,
            columns: index.columns.iter().map(column).collect(),
            predicate: index.predicate.clone(),
            created: self.place(index.created),
        }
    }

    fn add_type(&self, out: &mut Catalog, known: &catalog::Type) {
        let (schema, name, comment) = (known.schema.clone(), known.name.clone(), known.comment.clone());
        let history = self.history(&known.history);
        let kind = match &known.kind {
            TypeKind::Enum(labels) => {
                let label = |(label, place): &(String, _)| Label { label: label.clone(), place: self.place(*place) };
                let labels = labels.iter().map(label).collect();
                return out.enums.push(Enum { schema, name, labels, comment, history });
            }
            TypeKind::Domain { base, not_null, default, checks } => {
                let check = |(name, expression): &(String, String)| DomainCheck {
                    name: name.clone(),
                    expression: expression.clone(),
                };
                return out.domains.push(Domain {
                    schema,
                    name,
                    base: self.type_text(base),
                    not_null: *not_null,
                    default: default.clone(),
                    checks: checks.iter().map(check).collect(),
                    comment,
                    history,
                });
            }
            TypeKind::Composite(attributes) => {
                let attribute = |(name, sql_type): &(String, SqlType)| Attribute {
                    name: name.clone(),
                    sql_type: self.type_text(sql_type),
                };
                let attributes = attributes.iter().map(attribute).collect();
                return out.composites.push(Composite { schema, name, attributes, comment, history });
            }
            TypeKind::Range { .. } => "range",
            TypeKind::Multirange { .. } => "multirange",
            TypeKind::Base => "base",
        };
        out.other_types.push(OtherType { schema, name, kind, comment, history });
    }
}

fn kind(kind: catalog::TableKind) -> &'static str {
    match kind {
        catalog::TableKind::Table => "table",
        catalog::TableKind::Partitioned => "partitioned_table",
        catalog::TableKind::Foreign => "foreign_table",
        catalog::TableKind::Virtual => "virtual_table",
        catalog::TableKind::View => "view",
        catalog::TableKind::MaterializedView => "materialized_view",
    }
}
