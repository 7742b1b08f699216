//! The types that MySQL and MariaDB have.

use super::sql_type::{Builtin, b};

/// Types by the names that `information_schema.columns.data_type` has for them.
///
/// <https://dev.mysql.com/doc/refman/8.4/en/data-types.html>, <https://mariadb.com/kb/en/data-types/>
static BUILTINS: &[Builtin] = &[
    b("tinyint", "tinyint", "TINYINT", &[]),
    b("smallint", "smallint", "SMALLINT", &[]),
    b("mediumint", "mediumint", "MEDIUMINT", &[]),
    b("int", "int", "INT", &[]),
    b("bigint", "bigint", "BIGINT", &[]),
    b("decimal", "decimal", "DECIMAL", &[]),
    b("float", "float", "FLOAT", &[]),
    b("double", "double", "DOUBLE", &[]),
    b("bit", "bit", "BIT", &[]),
    b("year", "year", "YEAR", &[]),
    b("date", "date", "DATE", &[]),
    b("time", "time", "TIME", &[]),
    b("datetime", "datetime", "DATETIME", &[]),
    b("timestamp", "timestamp", "TIMESTAMP", &[]),
    b("char", "char", "CHAR", &[]),
    b("varchar", "varchar", "VARCHAR", &[]),
    b("binary", "binary", "BINARY", &[]),
    b("varbinary", "varbinary", "VARBINARY", &[]),
    b("tinytext", "tinytext", "TINYTEXT", &[]),
    b("text", "text", "TEXT", &[]),
    b("mediumtext", "mediumtext", "MEDIUMTEXT", &[]),
    b("longtext", "longtext", "LONGTEXT", &[]),
    b("tinyblob", "tinyblob", "TINYBLOB", &[]),
    b("blob", "blob", "BLOB", &[]),
    b("mediumblob", "mediumblob", "MEDIUMBLOB", &[]),
    b("longblob", "longblob", "LONGBLOB", &[]),
    b("enum", "enum", "ENUM", &[]),
    b("set", "set", "SET", &[]),
    b("json", "json", "JSON", &[]),
    b("geometry", "geometry", "GEOMETRY", &[]),
    b("point", "point", "POINT", &[]),
    b("linestring", "linestring", "LINESTRING", &[]),
    b("polygon", "polygon", "POLYGON", &[]),
    b("multipoint", "multipoint", "MULTIPOINT", &[]),
    b("multilinestring", "multilinestring", "MULTILINESTRING", &[]),
    b("multipolygon", "multipolygon", "MULTIPOLYGON", &[]),
    b("geometrycollection", "geometrycollection", "GEOMETRYCOLLECTION", &[]),
    b("uuid", "uuid", "UUID", &[]),
    b("inet4", "inet4", "INET4", &[]),
    b("inet6", "inet6", "INET6", &[]),
    // MySQL's own name for it: <https://dev.mysql.com/doc/refman/8.4/en/gis-class-geometrycollection.html>.
    b("geomcollection", "geomcollection", "GEOMCOLLECTION", &[]),
];

/// The type of this name.
pub(crate) fn mysql_builtin(name: &str) -> Option<&'static Builtin> {
    BUILTINS.iter().find(|builtin| builtin.name == name)
}

/// Characters that MySQL shows escaped in the labels of `ENUM` and `SET`.
const ESCAPES: &[(char, &str)] =
    &[('\\', "\\\\"), ('\'', "''"), ('\0', "\\0"), ('\n', "\\n"), ('\r', "\\r"), ('\u{1a}', "\\Z")];

/// A label of an `ENUM` or `SET` as the engine shows it.
pub(crate) fn quote_label(label: &str) -> String {
    let mut out = String::from("'");
    for c in label.chars() {
        match ESCAPES.iter().find(|(escaped, _)| *escaped == c) {
            Some((_, shown)) => out.push_str(shown),
            None => out.push(c),
        }
    }
    out.push('\'');
    out
}

/// The label that is shown so.
pub(super) fn unquote_label(shown: &str) -> Option<String> {
    let mut rest = shown.strip_prefix('\'')?.strip_suffix('\'')?;
    let mut out = String::new();
    while let Some(c) = rest.chars().next() {
        let (c, length) = match ESCAPES.iter().find(|(_, shown)| rest.starts_with(shown)) {
            Some((c, shown)) => (*c, shown.len()),
            None => (c, c.len_utf8()),
        };
        out.push(c);
        rest = &rest[length..];
    }
    Some(out)
}
