//! The type of a column is changed without a rewrite of its table.

use schema_catalog::{Catalog, Column, SqlType, TypeKind, TypeName};

use super::{Statement, kept, last};
use crate::findings::{Finding, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "change-type",
    level: Severity::Warning,
    summary: "A column whose type is changed to one that stores values otherwise.",
    reason: "The whole table and its indexes are written anew under an ACCESS EXCLUSIVE lock: nobody reads or writes it until \
             that is done. Programs of the version before, which still run, may fail to load the new type.",
    fix: "Add a column of the new type, write both, fill the old rows in batches, and drop the old column in a later release. \
          Longer VARCHAR, VARCHAR to TEXT and more digits of NUMERIC cost nothing.",
    manual: &["https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES"],
};

pub(super) fn look(statement: &Statement<'_>, found: &mut Vec<Finding>) {
    for (before, after) in statement.altered() {
        let changed = kept(before, after).filter(|(old, new)| old.sql_type != new.sql_type);
        // One that was added by this migration has been written anyway.
        let known = |column: &Column| {
            let table = statement.before.find_table(after.id());
            table.is_some_and(|table| table.columns.iter().any(|known| known.id() == column.id()))
        };
        let changed: Vec<_> = changed.filter(|(old, _)| known(old)).collect();
        if changed.is_empty() {
            continue;
        }
        let then = statement.step.before();
        for (old, new) in changed.into_iter().filter(|(old, new)| rewrites(&then, &old.sql_type, &new.sql_type)) {
            let (from, to) = (old.sql_type.display(&then), new.sql_type.display(statement.step.catalog));
            let (table, name) = (&after.name, &new.name);
            let message = format!("changing `{table}.{name}` from `{from}` to `{to}` writes the whole table anew");
            let help = "add a column of the new type, and fill it in batches".to_owned();
            found.push(statement.finding(&RULE, last(&new.history), after, message, help).column(name));
        }
    }
}

/// Whether values must be written anew. Not if the old type is binary coercible to the new one, and is no longer limited.
fn rewrites(catalog: &Catalog, from: &SqlType, to: &SqlType) -> bool {
    let from = below_domain(catalog, from);
    if from.array || to.array {
        return !(from.array == to.array && from.name == to.name && from.modifiers == to.modifiers);
    }
    let (TypeName::Builtin(old), TypeName::Builtin(new)) = (&from.name, &to.name) else { return from != to };
    let limits = |sql_type: &SqlType| -> Vec<i64> {
        sql_type.modifiers.iter().map(|text| text.trim().parse().unwrap_or_default()).collect()
    };
    let (before, after) = (limits(from), limits(to));
    // No limit allows all; without one before, there may be more than a new one allows.
    let grows = || match (before.first(), after.first()) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(before), Some(after)) => after >= before,
    };
    match (old.name, new.name) {
        ("varchar", "varchar") | ("varbit", "varbit") => !grows(),
        ("varchar" | "xml" | "citext", "text") | ("text", "citext") | ("cidr", "inet") => false,
        ("text", "varchar") => !after.is_empty(),
        ("numeric", "numeric") => !(grows() && (after.is_empty() || before.get(1) == after.get(1))),
        ("timestamp", "timestamp") | ("timestamptz", "timestamptz") | ("time", "time") | ("timetz", "timetz") => {
            !grows()
        }
        ("interval", "interval") => {
            !(grows() && (to.interval_fields.is_none() || to.interval_fields == from.interval_fields))
        }
        _ => from != to,
    }
}

/// The type that a domain is over: it is stored as that.
fn below_domain<'a>(catalog: &'a Catalog, sql_type: &'a SqlType) -> &'a SqlType {
    match sql_type.name {
        TypeName::User(id) if !sql_type.array => match &catalog.type_by_id(id).kind {
            TypeKind::Domain { base, .. } => below_domain(catalog, base),
            _ => sql_type,
        },
        _ => sql_type,
    }
}

#[cfg(test)]
mod tests {
    use schema_catalog::{Catalog, Dialect};

    use super::rewrites;

    #[test]
    fn what_is_stored_alike_is_not_written_anew() {
        for (from, to, wanted) in [
            ("varchar(10)", "varchar(20)", false),
            ("varchar(20)", "varchar(10)", true),
            ("varchar", "varchar(10)", true),
            ("varchar(10)", "text", false),
            ("text", "varchar", false),
            ("text", "varchar(10)", true),
            ("char(3)", "text", true),
            ("int", "bigint", true),
            ("numeric(10,2)", "numeric(12,2)", false),
            ("numeric(10,2)", "numeric(12,3)", true),
            ("numeric(10,2)", "numeric", false),
            ("timestamp(3)", "timestamp", false),
            ("timestamp", "timestamptz", true),
            ("cidr", "inet", false),
            ("code", "varchar(5)", false),
            ("code", "varchar(2)", true),
            ("mood", "text", true),
        ] {
            let sql = format!(
                "CREATE DOMAIN code AS varchar(3); CREATE TYPE mood AS ENUM ('ok'); CREATE TABLE t (a {from}, b {to});"
            );
            let catalog = Catalog::from_sql(Dialect::Postgres, "up.sql", &sql).expect("valid");
            let columns = &catalog.table("t").expect("was just created").columns;
            assert_eq!(rewrites(&catalog, &columns[0].sql_type, &columns[1].sql_type), wanted, "{from} to {to}");
        }
    }
}
