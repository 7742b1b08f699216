//! Reads the name of a type in every spelling that PostgreSQL's grammar has.
//!
//! <https://www.postgresql.org/docs/current/datatype.html>

use crate::cursor::{Cursor, QualifiedName};
use crate::fault::Fault;
use crate::source::Place;

/// A type as it was written, its name not looked up yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TypeRef {
    pub(crate) schema: Option<String>,
    pub(crate) name: String,
    /// Whether the name is one of the grammar's own (`int`, `timestamp with time zone`), which no other type can shadow.
    pub(crate) keyword: bool,
    pub(crate) modifiers: Vec<String>,
    pub(crate) interval_fields: Option<&'static str>,
    pub(crate) array: bool,
    pub(crate) place: Place,
}

impl TypeRef {
    /// The type behind `serial` and its like, which are no types but columns with a sequence.
    pub(crate) fn serial(&self) -> Option<&'static str> {
        if self.schema.is_some() || self.array {
            return None;
        }
        match self.name.as_str() {
            "serial" | "serial4" => Some("int4"),
            "bigserial" | "serial8" => Some("int8"),
            "smallserial" | "serial2" => Some("int2"),
            _ => None,
        }
    }

    /// The name that a cast to it has as the result of a query: the type's own, whatever it is written as.
    pub(crate) fn result_name(&self) -> String {
        crate::catalog::builtin(&self.name, self.keyword).map_or(self.name.clone(), |builtin| builtin.name.to_owned())
    }
}

const INTERVAL_FIELDS: &[(&[&str], &str)] = &[
    (&["YEAR", "TO", "MONTH"], "year to month"),
    (&["DAY", "TO", "HOUR"], "day to hour"),
    (&["DAY", "TO", "MINUTE"], "day to minute"),
    (&["DAY", "TO", "SECOND"], "day to second"),
    (&["HOUR", "TO", "MINUTE"], "hour to minute"),
    (&["HOUR", "TO", "SECOND"], "hour to second"),
    (&["MINUTE", "TO", "SECOND"], "minute to second"),
    (&["YEAR"], "year"),
    (&["MONTH"], "month"),
    (&["DAY"], "day"),
    (&["HOUR"], "hour"),
    (&["MINUTE"], "minute"),
    (&["SECOND"], "second"),
];

/// Reads a type.
pub(crate) fn type_ref(cursor: &mut Cursor<'_>) -> Result<TypeRef, Fault> {
    let place = cursor.place();
    if !cursor.is_name() {
        return Err(cursor.unexpected("a type"));
    }
    let mut found = match keyword_type(cursor, place)? {
        Some(found) => found,
        None => {
            let QualifiedName { schema, name } = cursor.any_name("a type")?;
            let modifiers = modifiers(cursor)?;
            TypeRef {
                schema: schema.map(|schema| schema.value),
                name: name.value,
                keyword: false,
                modifiers,
                interval_fields: None,
                array: false,
                place,
            }
        }
    };
    if cursor.eat(&["ARRAY"]) {
        found.array = true;
    }
    while cursor.is(&["["]) {
        cursor.skip_balanced();
        found.array = true;
    }
    Ok(found)
}

/// Steps over the fields of an interval, `YEAR TO MONTH` and their like, where they are next.
pub(crate) fn interval_fields(cursor: &mut Cursor<'_>) -> Option<&'static str> {
    let (words, fields) = INTERVAL_FIELDS.iter().find(|(words, _)| cursor.is(words))?;
    cursor.eat(words);
    Some(fields)
}

/// What stands in parentheses after a type's name.
fn modifiers(cursor: &mut Cursor<'_>) -> Result<Vec<String>, Fault> {
    let mut all = Vec::new();
    if !cursor.eat(&["("]) {
        return Ok(all);
    }
    loop {
        let start = cursor.position();
        cursor.skip_until(|cursor| cursor.is(&[","]));
        all.push(cursor.text_since(start).to_owned());
        if !cursor.eat(&[","]) {
            cursor.expect(&[")"])?;
            return Ok(all);
        }
    }
}

fn keyword_type(cursor: &mut Cursor<'_>, place: Place) -> Result<Option<TypeRef>, Fault> {
    if cursor.is_quoted() || cursor.peek(1) == "." {
        return Ok(None);
    }
    let with = |name: &str, modifiers: Vec<String>| TypeRef {
        schema: None,
        name: name.to_owned(),
        keyword: true,
        modifiers,
        interval_fields: None,
        array: false,
        place,
    };
    let word = cursor.peek(0).to_ascii_lowercase();
    let found = match word.as_str() {
        "int" | "integer" | "smallint" | "bigint" | "real" | "boolean" => {
            cursor.advance();
            with(&word, Vec::new())
        }
        "numeric" | "decimal" | "dec" => {
            cursor.advance();
            with("numeric", modifiers(cursor)?)
        }
        "json" => {
            cursor.advance();
            with("json", Vec::new())
        }
        "double" if cursor.is(&["DOUBLE", "PRECISION"]) => {
            cursor.eat(&["DOUBLE", "PRECISION"]);
            with("double precision", Vec::new())
        }
        "float" => {
            cursor.advance();
            let bits = modifiers(cursor)?;
            let bits = bits.first().map_or(Ok(53), |bits| bits.parse::<u32>());
            match bits {
                Ok(1..=24) => with("real", Vec::new()),
                Ok(25..=53) => with("double precision", Vec::new()),
                _ => return Err(Fault::new(place, "the precision of `float` must be from 1 to 53 bits")),
            }
        }
        "varchar" => {
            cursor.advance();
            with("varchar", modifiers(cursor)?)
        }
        "character" | "char" | "nchar" | "national" => {
            if cursor.eat(&["NATIONAL"]) && !cursor.is_any(&["CHARACTER", "CHAR"]) {
                return Err(cursor.unexpected("`CHARACTER`"));
            }
            cursor.advance();
            if cursor.eat(&["VARYING"]) {
                with("varchar", modifiers(cursor)?)
            } else {
                let length = modifiers(cursor)?;
                with("char", if length.is_empty() { vec!["1".to_owned()] } else { length })
            }
        }
        "bit" => {
            cursor.advance();
            if cursor.eat(&["VARYING"]) {
                with("bit varying", modifiers(cursor)?)
            } else {
                let length = modifiers(cursor)?;
                with("bit", if length.is_empty() { vec!["1".to_owned()] } else { length })
            }
        }
        "timestamp" | "time" => {
            cursor.advance();
            let precision = modifiers(cursor)?;
            let zone = cursor.eat(&["WITH", "TIME", "ZONE"]);
            if !zone {
                cursor.eat(&["WITHOUT", "TIME", "ZONE"]);
            }
            TypeRef { keyword: !zone, ..with(&if zone { format!("{word}tz") } else { word }, precision) }
        }
        "interval" => {
            cursor.advance();
            let mut found = with("interval", modifiers(cursor)?);
            found.interval_fields = interval_fields(cursor);
            if found.interval_fields.is_some() && found.modifiers.is_empty() {
                found.modifiers = modifiers(cursor)?;
            }
            found
        }
        _ => return Ok(None),
    };
    Ok(Some(found))
}
