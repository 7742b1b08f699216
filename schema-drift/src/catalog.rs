//! The schema that replayed migrations make.

use schema_catalog::{self as catalog, Catalog, ConstraintKind, Dialect, MatchType, ReferentialAction, TypeKind};

use crate::expression::names;
use crate::schema::{
    Check, Column, Engine, Enum, ForeignKey, Generated, List, PrimaryKey, Rule, Schema, Table, TableKind, Text,
    UNKNOWN, Unique, Wording,
};

impl Schema {
    /// The schema that replayed migrations make, with the versions of those migrations, where it is known that Diesel
    /// keeps account of them.
    ///
    /// A catalog holds no triggers, so they are not compared.
    #[must_use]
    pub fn from_catalog(catalog: &Catalog, migrations: Option<Vec<String>>) -> Self {
        let enums = catalog.types().filter_map(|known| match &known.kind {
            TypeKind::Enum(labels) => Some(Enum {
                schema: schema(catalog, &known.schema),
                name: known.name.clone().into(),
                labels: labels.iter().map(|(label, _)| Text::from(label.clone())).collect(),
            }),
            _ => None,
        });
        Self {
            engine: engine(catalog.dialect()),
            wording: Wording::AsWritten,
            tables: catalog.tables().map(|known| table(catalog, known)).collect(),
            enums: enums.collect(),
            migrations: migrations.map(|versions| versions.into_iter().map(Text::from).collect()),
        }
    }
}

fn engine(dialect: Dialect) -> Engine {
    match dialect {
        Dialect::Sqlite => Engine::Sqlite,
        Dialect::Mysql | Dialect::Mariadb => Engine::Mysql,
        // CockroachDB speaks PostgreSQL's protocol, and so would anything that is still to come to Diesel.
        _ => Engine::Postgres,
    }
}

fn schema(catalog: &Catalog, name: &str) -> Option<Text> {
    (name != catalog.dialect().default_schema()).then(|| name.to_owned().into())
}

fn table(catalog: &Catalog, known: &catalog::Table) -> Table {
    let mut primary_key = None;
    let (mut foreign_keys, mut uniques, mut checks, mut exclusions) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let names = |columns: &[_]| texts(&known.column_names(columns));
    for constraint in &known.constraints {
        // SQLite's constraints need no names.
        let name = Some(constraint.name.clone()).filter(|name| !name.is_empty()).map(Text::from);
        match &constraint.kind {
            ConstraintKind::PrimaryKey { columns } => primary_key = Some(PrimaryKey { name, columns: names(columns) }),
            ConstraintKind::Unique { columns, nulls_not_distinct } => uniques.push(Unique {
                name,
                index: false,
                columns: names(columns).iter().cloned().map(Some).collect(),
                predicate: None,
                nulls_not_distinct: *nulls_not_distinct,
            }),
            ConstraintKind::ForeignKey(key) => {
                let parent = catalog.table_by_id(key.parent);
                foreign_keys.push(ForeignKey {
                    name,
                    columns: names(&key.columns),
                    parent_schema: schema(catalog, &parent.schema),
                    parent: parent.name.clone().into(),
                    parent_columns: texts(&parent.column_names(&key.parent_columns)),
                    on_delete: rule(key.on_delete),
                    on_update: rule(key.on_update),
                    match_full: key.match_type == MatchType::Full,
                });
            }
            ConstraintKind::Dangling(key) => foreign_keys.push(ForeignKey {
                name,
                columns: names(&key.columns),
                parent_schema: None,
                parent: key.written.table.clone().into(),
                parent_columns: key.written.columns.iter().cloned().map(Text::from).collect(),
                on_delete: rule(key.on_delete),
                on_update: rule(key.on_update),
                match_full: false,
            }),
            ConstraintKind::Check(check) => {
                checks.push(Check { name, expression: condition(catalog, known, &check.expression) });
            }
            ConstraintKind::Exclude { .. } => exclusions.push(constraint.name.clone().into()),
        }
    }
    uniques.extend(catalog.indexes(known).filter(|index| index.unique).map(|index| Unique {
        name: Some(index.name.clone().into()),
        index: true,
        columns: index.columns.iter().map(|id| id.map(|id| known.column_by_id(id).name.clone().into())).collect(),
        predicate: index.predicate.as_ref().map(|predicate| condition(catalog, known, predicate)),
        nulls_not_distinct: index.nulls_not_distinct,
    }));
    Table {
        schema: schema(catalog, &known.schema),
        name: known.name.clone().into(),
        kind: kind(known.kind),
        partition: false,
        columns: known.unknown.is_none().then(|| known.columns.iter().map(|known| column(catalog, known)).collect()),
        primary_key,
        foreign_keys: foreign_keys.into(),
        uniques: uniques.into(),
        checks: checks.into(),
        exclusions: exclusions.into(),
        triggers: None,
    }
}

/// A condition on a table's columns, if it can still be what it was: the catalog keeps the text of the SQL, in which
/// columns that were renamed since have their former names.
fn condition(catalog: &Catalog, table: &catalog::Table, text: &str) -> Text {
    let names = names(text, engine(catalog.dialect()));
    if names.is_none_or(|names| names.iter().any(|name| table.former_column(name).is_some())) {
        return UNKNOWN.into();
    }
    text.to_owned().into()
}

fn column(catalog: &Catalog, known: &catalog::Column) -> Column {
    let generated = match (known.identity, &known.generated) {
        (Some(catalog::Identity::Always), _) => Some(Generated::IdentityAlways),
        (Some(catalog::Identity::ByDefault), _) => Some(Generated::IdentityByDefault),
        (None, Some(generation)) if generation.stored => Some(Generated::Stored),
        (None, Some(_)) => Some(Generated::Virtual),
        (None, None) => None,
    };
    Column {
        name: known.name.clone().into(),
        sql_type: known.sql_type.format_type(catalog).into(),
        nullable: known.nullable,
        default: known.default.as_ref().map(|default| default.expression.clone().into()),
        generated,
    }
}

fn kind(kind: catalog::TableKind) -> TableKind {
    match kind {
        catalog::TableKind::Table => TableKind::Table,
        catalog::TableKind::Partitioned => TableKind::Partitioned,
        catalog::TableKind::Foreign => TableKind::Foreign,
        catalog::TableKind::Virtual => TableKind::Virtual,
        catalog::TableKind::View => TableKind::View,
        catalog::TableKind::MaterializedView => TableKind::MaterializedView,
    }
}

fn rule(action: ReferentialAction) -> Rule {
    match action {
        ReferentialAction::NoAction => Rule::NoAction,
        ReferentialAction::Restrict => Rule::Restrict,
        ReferentialAction::Cascade => Rule::Cascade,
        ReferentialAction::SetNull => Rule::SetNull,
        ReferentialAction::SetDefault => Rule::SetDefault,
    }
}

fn texts(names: &[&str]) -> List<Text> {
    names.iter().map(|name| Text::from((*name).to_owned())).collect()
}
