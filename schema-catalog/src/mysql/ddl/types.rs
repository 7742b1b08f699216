//! Names of types.
//!
//! <https://dev.mysql.com/doc/refman/8.4/en/data-types.html>, <https://mariadb.com/kb/en/data-types/>

use crate::cursor::{Cursor, Name};
use crate::fault::Fault;
use crate::source::Place;

/// A type as it is written.
#[derive(Clone, Debug)]
pub(crate) struct TypeRef {
    /// The engine's own name of it: `int` for `INTEGER` and `INT4`.
    pub(crate) name: &'static str,
    /// The numbers in parentheses.
    pub(crate) numbers: Vec<u64>,
    /// The labels of an `ENUM` or `SET`.
    pub(crate) labels: Vec<String>,
    pub(crate) unsigned: bool,
    pub(crate) zerofill: bool,
    /// `SERIAL`: `BIGINT UNSIGNED NOT NULL AUTO_INCREMENT UNIQUE`.
    pub(crate) serial: bool,
    pub(crate) charset: Option<Name>,
    pub(crate) collation: Option<Name>,
    pub(crate) place: Place,
}

/// The words for types, those of several words first: each with the engine's name and the numbers that it stands for.
const SPELLINGS: &[(&[&str], &str, &[u64])] = &[
    (&["NATIONAL", "CHARACTER", "VARYING"], "nvarchar", &[]),
    (&["NATIONAL", "CHAR", "VARYING"], "nvarchar", &[]),
    (&["NATIONAL", "VARCHAR"], "nvarchar", &[]),
    (&["NATIONAL", "VARCHARACTER"], "nvarchar", &[]),
    (&["NATIONAL", "CHARACTER"], "nchar", &[]),
    (&["NATIONAL", "CHAR"], "nchar", &[]),
    (&["NCHAR", "VARYING"], "nvarchar", &[]),
    (&["NCHAR", "VARCHARACTER"], "nvarchar", &[]),
    (&["NCHAR", "VARCHAR"], "nvarchar", &[]),
    (&["NVARCHAR"], "nvarchar", &[]),
    (&["NCHAR"], "nchar", &[]),
    (&["CHARACTER", "VARYING"], "varchar", &[]),
    (&["CHAR", "VARYING"], "varchar", &[]),
    (&["VARCHARACTER"], "varchar", &[]),
    (&["VARCHAR"], "varchar", &[]),
    (&["CHARACTER"], "char", &[]),
    (&["CHAR"], "char", &[]),
    (&["VARBINARY"], "varbinary", &[]),
    (&["BINARY"], "binary", &[]),
    (&["TINYINT"], "tinyint", &[]),
    (&["INT1"], "tinyint", &[]),
    (&["BOOLEAN"], "tinyint", &[1]),
    (&["BOOL"], "tinyint", &[1]),
    (&["SMALLINT"], "smallint", &[]),
    (&["INT2"], "smallint", &[]),
    (&["MEDIUMINT"], "mediumint", &[]),
    (&["MIDDLEINT"], "mediumint", &[]),
    (&["INT3"], "mediumint", &[]),
    (&["INTEGER"], "int", &[]),
    (&["INT4"], "int", &[]),
    (&["INT"], "int", &[]),
    (&["BIGINT"], "bigint", &[]),
    (&["INT8"], "bigint", &[]),
    (&["SERIAL"], "bigint", &[]),
    (&["DECIMAL"], "decimal", &[]),
    (&["NUMERIC"], "decimal", &[]),
    (&["FIXED"], "decimal", &[]),
    (&["DEC"], "decimal", &[]),
    (&["FLOAT4"], "float", &[]),
    (&["FLOAT8"], "double", &[]),
    (&["FLOAT"], "float", &[]),
    (&["DOUBLE", "PRECISION"], "double", &[]),
    (&["DOUBLE"], "double", &[]),
    (&["REAL"], "double", &[]),
    (&["BIT"], "bit", &[]),
    (&["YEAR"], "year", &[]),
    (&["DATE"], "date", &[]),
    (&["TIME"], "time", &[]),
    (&["DATETIME"], "datetime", &[]),
    (&["TIMESTAMP"], "timestamp", &[]),
    (&["TINYTEXT"], "tinytext", &[]),
    (&["MEDIUMTEXT"], "mediumtext", &[]),
    (&["LONGTEXT"], "longtext", &[]),
    (&["TEXT"], "text", &[]),
    (&["TINYBLOB"], "tinyblob", &[]),
    (&["MEDIUMBLOB"], "mediumblob", &[]),
    (&["LONGBLOB"], "longblob", &[]),
    (&["BLOB"], "blob", &[]),
    (&["LONG", "VARBINARY"], "mediumblob", &[]),
    (&["LONG", "CHARACTER", "VARYING"], "mediumtext", &[]),
    (&["LONG", "CHAR", "VARYING"], "mediumtext", &[]),
    (&["LONG", "VARCHARACTER"], "mediumtext", &[]),
    (&["LONG", "VARCHAR"], "mediumtext", &[]),
    (&["LONG"], "mediumtext", &[]),
    (&["ENUM"], "enum", &[]),
    (&["SET"], "set", &[]),
    (&["JSON"], "json", &[]),
    (&["GEOMETRYCOLLECTION"], "geometrycollection", &[]),
    (&["GEOMCOLLECTION"], "geometrycollection", &[]),
    (&["GEOMETRY"], "geometry", &[]),
    (&["MULTIPOINT"], "multipoint", &[]),
    (&["MULTILINESTRING"], "multilinestring", &[]),
    (&["MULTIPOLYGON"], "multipolygon", &[]),
    (&["LINESTRING"], "linestring", &[]),
    (&["POLYGON"], "polygon", &[]),
    (&["POINT"], "point", &[]),
    (&["UUID"], "uuid", &[]),
    (&["INET4"], "inet4", &[]),
    (&["INET6"], "inet6", &[]),
];

/// Types that MariaDB has and MySQL has not.
const OF_MARIADB: &[&str] = &["uuid", "inet4", "inet6"];

/// Reads a type with its attributes.
pub(crate) fn type_ref(cursor: &mut Cursor<'_>, mariadb: bool) -> Result<TypeRef, Fault> {
    let place = cursor.place();
    let serial = cursor.is(&["SERIAL"]);
    let spelling = SPELLINGS.iter().find(|(words, name, _)| {
        let known = mariadb || !OF_MARIADB.contains(name);
        known && cursor.eat(words)
    });
    let Some((_, name, numbers)) = spelling else { return Err(cursor.unexpected("a type")) };
    let (name, national) = match *name {
        "nchar" => ("char", true),
        "nvarchar" => ("varchar", true),
        name => (name, false),
    };
    let mut found = TypeRef {
        name,
        numbers: numbers.to_vec(),
        labels: Vec::new(),
        unsigned: serial,
        zerofill: false,
        serial,
        charset: national.then(|| Name { value: "utf8mb3".to_owned(), place }),
        collation: None,
        place,
    };
    if matches!(name, "enum" | "set") {
        found.labels = labels(cursor)?;
    } else if numbers.is_empty() && !serial && cursor.is(&["("]) {
        found.numbers = parameters(cursor)?;
    }
    if matches!(name, "varchar" | "varbinary") && found.numbers.is_empty() {
        return Err(cursor.unexpected("the length of the column, in parentheses"));
    }
    attributes(cursor, &mut found)?;
    Ok(found)
}

fn parameters(cursor: &mut Cursor<'_>) -> Result<Vec<u64>, Fault> {
    cursor.expect(&["("])?;
    let mut numbers = Vec::new();
    loop {
        match cursor.peek(0).parse() {
            Ok(number) if cursor.is_number() => numbers.push(number),
            _ => return Err(cursor.unexpected("a number")),
        }
        cursor.advance();
        if !cursor.eat(&[","]) {
            break;
        }
    }
    cursor.expect(&[")"])?;
    Ok(numbers)
}

fn labels(cursor: &mut Cursor<'_>) -> Result<Vec<String>, Fault> {
    cursor.expect(&["("])?;
    let mut labels = Vec::new();
    loop {
        // Blanks at the end of a label are no part of it.
        labels.push(cursor.string()?.trim_end_matches(' ').to_owned());
        if !cursor.eat(&[","]) {
            break;
        }
    }
    cursor.expect(&[")"])?;
    Ok(labels)
}

fn attributes(cursor: &mut Cursor<'_>, found: &mut TypeRef) -> Result<(), Fault> {
    let numeric =
        matches!(found.name, "tinyint" | "smallint" | "mediumint" | "int" | "bigint" | "decimal" | "float" | "double");
    let text = is_text(found.name);
    loop {
        let place = cursor.place();
        if numeric && !found.serial && cursor.eat(&["UNSIGNED"]) {
            found.unsigned = true;
        } else if numeric && !found.serial && cursor.eat(&["SIGNED"]) {
        } else if numeric && !found.serial && cursor.eat(&["ZEROFILL"]) {
            found.zerofill = true;
            found.unsigned = true;
        } else if text
            && (cursor.eat(&["CHARACTER", "SET"]) || cursor.eat(&["CHARSET"]) || cursor.eat(&["CHAR", "SET"]))
        {
            found.charset = Some(charset_name(cursor)?);
        } else if text && cursor.eat(&["ASCII"]) {
            found.charset = Some(Name { value: "latin1".to_owned(), place });
        } else if text && cursor.eat(&["UNICODE"]) {
            found.charset = Some(Name { value: "ucs2".to_owned(), place });
        } else if text && cursor.eat(&["BYTE"]) {
            found.charset = Some(Name { value: "binary".to_owned(), place });
        } else if text && cursor.eat(&["BINARY"]) {
            found.collation = Some(Name { value: String::new(), place });
        } else if cursor.is(&["COLLATE"]) && text {
            cursor.advance();
            found.collation = Some(charset_name(cursor)?);
        } else {
            return Ok(());
        }
    }
}

/// Whether columns of this type have a character set.
pub(crate) fn is_text(name: &str) -> bool {
    matches!(name, "char" | "varchar" | "tinytext" | "text" | "mediumtext" | "longtext" | "enum" | "set")
}

/// Reads the name of a character set or collation, as a word or a string, in lower case.
pub(crate) fn charset_name(cursor: &mut Cursor<'_>) -> Result<Name, Fault> {
    let place = cursor.place();
    let value = if cursor.is_string() { cursor.string()? } else { cursor.name("a character set")?.value };
    Ok(Name { value: value.to_ascii_lowercase(), place })
}
