//! The snapshot of a catalog.

use schema_catalog::{
    Catalog, ConstraintKind, DanglingKey, Dialect, ForeignKey, Identity, MatchType, SqlType, TypeKind,
};

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
    let constraints: Vec<_> = match catalog.dialect() {
        Dialect::Sqlite => constraints_without_names(table),
        _ => table
            .constraints
            .iter()
            .map(|constraint| {
                (name_of_constraint(catalog, constraint), text_of_constraint(catalog, table, &constraint.kind))
            })
            .collect(),
    };
    let cockroach = catalog.dialect() == Dialect::Cockroachdb;
    let plain = is_mysql(catalog) || cockroach;
    // In CockroachDB an index may have the name of one of another table, but not of a constraint of its own.
    let is_constraint = |name: &str| cockroach && table.constraints.iter().any(|constraint| constraint.name == name);
    let shown = catalog.indexes(table).filter(|index| (index.unique || plain) && !is_constraint(&index.name));
    let indexes = shown.map(|index| {
        let columns: Vec<_> =
            index.columns.iter().map(|column| column.map(|id| table.column_by_id(id).name.as_str())).collect();
        let text = if index.unique {
            line::index(&columns, index.nulls_not_distinct, index.predicate.is_some())
        } else {
            line::plain_index(&columns)
        };
        (index.name.clone(), text)
    });
    Table {
        kind: table.kind.noun().to_owned(),
        comment: table.comment.clone(),
        columns: if table.unknown.is_some() { None } else { Some(columns) },
        constraints: constraints.into_iter().collect(),
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
    let generated = generated.into_iter().chain(column.hidden.then_some("hidden")).collect::<Vec<_>>().join(", ");
    Column {
        name: column.name.clone(),
        sql_type: column.sql_type.format_type(catalog),
        nullable: column.nullable,
        default: column.default.is_some(),
        generated: Some(generated).filter(|generated| !generated.is_empty()),
        comment: column.comment.clone(),
    }
}

fn is_mysql(catalog: &Catalog) -> bool {
    matches!(catalog.dialect(), Dialect::Mysql | Dialect::Mariadb)
}

/// In MySQL keys, foreign keys and checks have names that may be the same.
fn name_of_constraint(catalog: &Catalog, constraint: &schema_catalog::Constraint) -> String {
    match &constraint.kind {
        ConstraintKind::ForeignKey(_) if is_mysql(catalog) => format!("foreign {}", constraint.name),
        ConstraintKind::Check(_) if is_mysql(catalog) => format!("check {}", constraint.name),
        _ => constraint.name.clone(),
    }
}

/// What SQLite tells of constraints: not their names, and of foreign keys what is written.
fn constraints_without_names(table: &schema_catalog::Table) -> Vec<(String, String)> {
    let (mut out, mut uniques, mut foreign_keys) = (Vec::new(), Vec::new(), Vec::new());
    for constraint in &table.constraints {
        match &constraint.kind {
            ConstraintKind::PrimaryKey { columns } => {
                out.push(("primary key".to_owned(), line::key("PRIMARY KEY", &table.column_names(columns), false)));
            }
            ConstraintKind::Unique { columns, .. } => {
                uniques.push(line::key("UNIQUE", &table.column_names(columns), false));
            }
            ConstraintKind::ForeignKey(ForeignKey {
                columns, written: Some(written), on_delete, on_update, ..
            })
            | ConstraintKind::Dangling(DanglingKey { columns, written, on_delete, on_update }) => {
                foreign_keys.push(line::foreign_key(&line::ForeignKey {
                    columns: &table.column_names(columns),
                    parent: &written.table,
                    parent_columns: &written.columns.iter().map(String::as_str).collect::<Vec<_>>(),
                    on_delete: on_delete.as_sql(),
                    on_update: on_update.as_sql(),
                    full: false,
                }));
            }
            _ => {}
        }
    }
    out.extend(line::numbered("unique", uniques));
    out.extend(line::numbered("foreign key", foreign_keys));
    out
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
        ConstraintKind::Dangling(key) => format!("FOREIGN KEY to {}, which is not there", key.written.table),
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
