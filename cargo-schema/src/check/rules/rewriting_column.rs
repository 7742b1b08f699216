//! A column is added without a rewrite of its table.

use schema_catalog::{Catalog, Column, TypeKind, TypeName};

use super::{Statement, added};
use crate::findings::{Finding, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "rewriting-column",
    level: Severity::Warning,
    summary: "A column that is added with something to do for each row: a volatile default, an identity, a stored value, a domain.",
    reason: "The whole table and its indexes are written anew under an ACCESS EXCLUSIVE lock: nobody reads or writes it until \
             that is done. A constant default, or one such as now() that is the same for the whole statement, costs nothing.",
    fix: "Add the column without the default, set the default in a second statement, which counts for new rows only, and fill \
          the old rows in batches.",
    manual: &["https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES"],
};

/// The volatile functions of PostgreSQL and of the extensions that come with it that give values of their own.
///
/// What `\df+` shows as volatile: <https://www.postgresql.org/docs/current/xfunc-volatility.html>.
const VOLATILE: &[&str] = &[
    "clock_timestamp",
    "gen_random_bytes",
    "gen_random_uuid",
    "gen_salt",
    "nextval",
    "random",
    "random_normal",
    "timeofday",
    "uuid_generate_v1",
    "uuid_generate_v1mc",
    "uuid_generate_v4",
    "uuidv4",
    "uuidv7",
];

pub(super) fn look(statement: &Statement<'_>, found: &mut Vec<Finding>) {
    for (before, after) in statement.altered() {
        for column in added(before, after) {
            let (table, name) = (&after.name, &column.name);
            let Some((why, help)) = why(statement.step.catalog, column) else { continue };
            let message = format!("adding `{table}.{name}` writes the whole table anew: {why}");
            let help = format!("add it without, then {help}");
            let place = column.history.declared();
            found.push(statement.finding(&RULE, place, after, message, help).column(name));
        }
    }
}

/// Why each row has a value of its own, and what to do once the column is there without it.
fn why(catalog: &Catalog, column: &Column) -> Option<(String, &'static str)> {
    if let Some(domain) = restricted_domain(catalog, column) {
        let help = "give it the type below the domain, fill it in batches, and change its type";
        return Some((format!("its type `{domain}` is a domain that is checked for each row"), help));
    }
    if column.identity.is_some() {
        let help = "fill it in batches, and ALTER COLUMN … ADD GENERATED … AS IDENTITY";
        return Some(("it is an identity column".to_owned(), help));
    }
    if let Some(generated) = &column.generated {
        let help = "fill it in batches, and let a trigger compute it";
        return generated.stored.then(|| ("its value is computed and stored".to_owned(), help));
    }
    let functions = column.default.as_ref()?.functions();
    let is_volatile = |name: &&String| VOLATILE.contains(&name.rsplit('.').next().unwrap_or_default());
    let name = functions.iter().find(is_volatile)?;
    let help = "ALTER COLUMN … SET DEFAULT …, which counts for new rows, and fill it in batches";
    Some((format!("its default calls `{name}` for each row"), help))
}

/// The domain with constraints that is the type of a column.
fn restricted_domain<'a>(catalog: &'a Catalog, column: &Column) -> Option<&'a str> {
    let TypeName::User(id) = column.sql_type.name else { return None };
    let found = catalog.type_by_id(id);
    match &found.kind {
        TypeKind::Domain { not_null, checks, .. } if *not_null || !checks.is_empty() => Some(&found.name),
        _ => None,
    }
}
