//! How objects are written.

use schema_catalog::{
    Catalog, Column, ColumnId, Constraint, ConstraintKind, ForeignKey, Identity, Index, MatchType, ReferentialAction,
    Table, quote_identifier,
};

/// A name with its schema, unless that is the default one.
pub(super) fn qualified(catalog: &Catalog, schema: &str, name: &str) -> String {
    if schema == catalog.dialect().default_schema() {
        quote_identifier(name)
    } else {
        format!("{}.{}", quote_identifier(schema), quote_identifier(name))
    }
}

pub(super) fn table(catalog: &Catalog, table: &Table) -> String {
    qualified(catalog, &table.schema, &table.name)
}

/// A string of SQL.
pub(super) fn string(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

pub(super) fn columns(table: &Table, ids: &[ColumnId]) -> String {
    table.column_names(ids).into_iter().map(quote_identifier).collect::<Vec<_>>().join(", ")
}

/// The name of the sequence that PostgreSQL makes for a serial or identity column, where it is not cut.
pub(super) fn own_sequence(table: &Table, column: &Column) -> String {
    format!("{}_{}_seq", table.name, column.name)
}

/// The word for a column whose default is its own sequence, by its plain name, as `serial` makes it.
pub(super) fn serial(catalog: &Catalog, table: &Table, column: &Column) -> Option<&'static str> {
    let default = column.default.as_ref()?;
    let sequence = catalog.sequence_of(default)?;
    let own = own_sequence(table, column);
    let is_serial = sequence.owned_by == Some((table.id(), column.id()))
        && sequence.name == own
        && sequence.schema == table.schema
        && default.expression.get(..8).is_some_and(|call| call.eq_ignore_ascii_case("nextval("))
        && !column.nullable;
    if !is_serial {
        return None;
    }
    match column.sql_type.format_type(catalog).as_str() {
        "smallint" => Some("smallserial"),
        "integer" => Some("serial"),
        "bigint" => Some("bigserial"),
        _ => None,
    }
}

/// A column as `CREATE TABLE` and `ADD COLUMN` have it.
pub(super) fn column(catalog: &Catalog, of: &Table, column: &Column) -> String {
    let name = quote_identifier(&column.name);
    if let Some(serial) = serial(catalog, of, column) {
        return format!("{name} {serial}");
    }
    let mut text = format!("{name} {}", column.sql_type.format_type(catalog));
    if let Some(identity) = column.identity {
        text += &format!(" GENERATED {} AS IDENTITY", identity_word(identity));
    }
    if let Some(generated) = &column.generated {
        let stored = if generated.stored { "STORED" } else { "VIRTUAL" };
        text += &format!(" GENERATED ALWAYS AS ({}) {stored}", generated.expression);
    }
    if let Some(default) = &column.default {
        text += &format!(" DEFAULT {}", catalog.default_text(default));
    }
    if !column.nullable {
        text += " NOT NULL";
    }
    text
}

pub(super) fn identity_word(identity: Identity) -> &'static str {
    match identity {
        Identity::Always => "ALWAYS",
        Identity::ByDefault => "BY DEFAULT",
    }
}

/// What a constraint demands; `None` where the catalog does not keep that.
pub(super) fn constraint(catalog: &Catalog, of: &Table, constraint: &Constraint) -> Option<String> {
    let mut text = match &constraint.kind {
        ConstraintKind::PrimaryKey { columns } => format!("PRIMARY KEY ({})", self::columns(of, columns)),
        ConstraintKind::Unique { columns, nulls_not_distinct } => {
            let nulls = if *nulls_not_distinct { " NULLS NOT DISTINCT" } else { "" };
            format!("UNIQUE{nulls} ({})", self::columns(of, columns))
        }
        ConstraintKind::ForeignKey(key) => foreign_key(catalog, of, key),
        ConstraintKind::Check(check) => {
            let no_inherit = if check.no_inherit { " NO INHERIT" } else { "" };
            format!("CHECK ({}){no_inherit}", check.expression)
        }
        // It is as it was written, deferrable or not.
        ConstraintKind::Exclude { .. } => return catalog.exclusion_definition(of, constraint),
        ConstraintKind::Dangling(_) => return None,
    };
    if !constraint.included().is_empty() {
        text += &format!(" INCLUDE ({})", columns(of, constraint.included()));
    }
    match (constraint.is_deferrable(), constraint.is_deferred()) {
        (true, true) => text += " DEFERRABLE INITIALLY DEFERRED",
        (true, false) => text += " DEFERRABLE",
        (false, _) => {}
    }
    if !constraint.is_validated() {
        text += " NOT VALID";
    }
    Some(text)
}

fn foreign_key(catalog: &Catalog, of: &Table, key: &ForeignKey) -> String {
    let parent = catalog.table_by_id(key.parent);
    let mut text = format!(
        "FOREIGN KEY ({}) REFERENCES {} ({})",
        columns(of, &key.columns),
        table(catalog, parent),
        columns(parent, &key.parent_columns)
    );
    if key.match_type == MatchType::Full {
        text += " MATCH FULL";
    }
    for (event, action) in [("DELETE", key.on_delete), ("UPDATE", key.on_update)] {
        if action != ReferentialAction::NoAction {
            text += &format!(" ON {event} {}", action.as_sql());
        }
    }
    text
}

/// The statement that makes an index; `None` where its parts are not known.
pub(super) fn index(catalog: &Catalog, of: &Table, index: &Index) -> Option<String> {
    let unique = if index.unique { "UNIQUE " } else { "" };
    let definition = catalog.index_definition(of, index).or_else(|| {
        let ids: Option<Vec<ColumnId>> = index.columns.iter().copied().collect();
        let ids = ids.filter(|_| index.is_plain())?;
        let nulls = if index.nulls_not_distinct { " NULLS NOT DISTINCT" } else { "" };
        Some(format!("({}){nulls}", columns(of, &ids)))
    })?;
    let name = quote_identifier(&index.name);
    Some(format!("CREATE {unique}INDEX {name} ON {} {definition}", table(catalog, of)))
}
