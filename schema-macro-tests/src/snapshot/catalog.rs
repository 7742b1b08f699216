//! The snapshot of a catalog.

use schema_catalog::{Catalog, ConstraintKind, Identity, MatchType, SqlType, TypeKind};

use super::{Column, Snapshot, Table, line};

/// What the database would be after the migrations that the catalog comes from.
#[must_use]
pub fn snapshot(catalog: &Catalog) -> Snapshot {
    let mut snapshot = Snapshot::default();
    snapshot.schemas.extend(catalog.schemas().map(|schema| schema.name.clone()));
    for table in catalog.tables() {
        snapshot.tables.insert(format!("{}.{}", table.schema, table.name), snapshot_of_table(catalog, table));
    }
    for user_type in catalog.types() {
        if let Some(text) = text_of_type(catalog, &user_type.kind) {
            snapshot.types.insert(format!("{}.{}", user_type.schema, user_type.name), text);
        }
    }
    snapshot
}

fn snapshot_of_table(catalog: &Catalog, table: &schema_catalog::Table) -> Table {
    let columns = table.columns.iter().map(|column| snapshot_of_column(catalog, column)).collect();
    let constraints = table
        .constraints
        .iter()
        .map(|constraint| (constraint.name.clone(), text_of_constraint(catalog, table, &constraint.kind)));
    let indexes = catalog.indexes(table).filter(|index| index.unique).map(|index| {
        let columns: Vec<_> =
            index.columns.iter().map(|column| column.map(|id| table.column_by_id(id).name.as_str())).collect();
        (index.name.clone(), line::index(&columns, index.predicate.is_some()))
    });
    Table {
        kind: table.kind.noun().to_owned(),
        comment: table.comment.clone(),
        columns: if table.unknown.is_some() { None } else { Some(columns) },
        constraints: constraints.collect(),
        indexes: indexes.collect(),
    }
}

fn snapshot_of_column(catalog: &Catalog, column: &schema_catalog::Column) -> Column {
    let generated = match (&column.identity, &column.generated) {
        (Some(Identity::Always), _) => Some("identity always"),
        (Some(Identity::ByDefault), _) => Some("identity by default"),
        (None, Some(generation)) if generation.stored => Some("generated stored"),
        (None, Some(_)) => Some("generated virtual"),
        (None, None) => None,
    };
    Column {
        name: column.name.clone(),
        sql_type: column.sql_type.format_type(catalog),
        nullable: column.nullable,
        default: column.default.is_some(),
        generated: generated.map(str::to_owned),
        comment: column.comment.clone(),
    }
}

fn text_of_constraint(catalog: &Catalog, table: &schema_catalog::Table, kind: &ConstraintKind) -> String {
    match kind {
        ConstraintKind::PrimaryKey { columns } => line::key("PRIMARY KEY", &table.column_names(columns), false),
        ConstraintKind::Unique { columns, nulls_not_distinct } => {
            line::key("UNIQUE", &table.column_names(columns), *nulls_not_distinct)
        }
        ConstraintKind::ForeignKey(key) => {
            let parent = catalog.table_by_id(key.parent);
            line::foreign_key(&line::ForeignKey {
                columns: &table.column_names(&key.columns),
                parent: &format!("{}.{}", parent.schema, parent.name),
                parent_columns: &parent.column_names(&key.parent_columns),
                on_delete: key.on_delete.as_sql(),
                on_update: key.on_update.as_sql(),
                full: key.match_type == MatchType::Full,
            })
        }
        ConstraintKind::Check(check) => line::check(check.no_inherit),
        ConstraintKind::Exclude { .. } => "EXCLUDE".to_owned(),
    }
}

/// `None` for types that are not made of others, and for those of extensions.
fn text_of_type(catalog: &Catalog, kind: &TypeKind) -> Option<String> {
    let name = |sql_type: &SqlType| sql_type.format_type(catalog);
    Some(match kind {
        TypeKind::Enum(labels) => line::enumeration(&labels.iter().map(|(label, _)| label).collect::<Vec<_>>()),
        TypeKind::Domain { base, not_null, default, checks } => {
            let checks: Vec<_> = checks.iter().map(|(name, _)| name).collect();
            line::domain(&name(base), *not_null, default.is_some(), &checks)
        }
        TypeKind::Composite(attributes) => {
            let attributes: Vec<_> = attributes.iter().map(|(attribute, of)| (attribute, name(of))).collect();
            line::composite(&attributes)
        }
        TypeKind::Range { subtype } => line::range(&name(subtype)),
        TypeKind::Multirange { .. } | TypeKind::Base => return None,
    })
}
