//! Names in Rust for names in SQL, as diesel_cli chooses them.

/// Words that can be no identifier in Rust, and names that `table!` needs for itself; sorted, to be found unoptimised.
const RESERVED: &[&str] = &[
    "Self",
    "_",
    "abstract",
    "as",
    "async",
    "await",
    "become",
    "box",
    "break",
    "columns",
    "const",
    "continue",
    "crate",
    "do",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "final",
    "fn",
    "for",
    "if",
    "impl",
    "in",
    "is_nullable",
    "let",
    "loop",
    "macro",
    "match",
    "mod",
    "move",
    "mut",
    "override",
    "priv",
    "pub",
    "ref",
    "return",
    "self",
    "static",
    "struct",
    "super",
    "table",
    "trait",
    "true",
    "try",
    "type",
    "typeof",
    "unsafe",
    "unsized",
    "use",
    "virtual",
    "where",
    "while",
    "yield",
];

/// The name in Rust of a table, or of a column of the table whose name in Rust is given.
///
/// As diesel_cli does: characters that Rust does not allow become `_`, and a name that is reserved, or that is the
/// table's own, gets a `_` behind it.
///
/// ```
/// use schema_catalog::diesel::rust_name;
///
/// assert_eq!(rust_name("type", Some("posts")), "type_");
/// assert_eq!(rust_name("users", Some("users")), "users_");
/// assert_eq!(rust_name("first-name", None), "first_name");
/// ```
pub fn rust_name(sql: &str, table: Option<&str>) -> String {
    // Almost every name is one in Rust.
    let plain = sql.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'_'));
    let mut name = if plain { sql.to_owned() } else { replaced(sql) };
    let reserved = RESERVED.binary_search(&name.as_str()).is_ok() || (name.starts_with("__") && !name.ends_with('_'));
    if reserved || table == Some(name.as_str()) {
        name.push('_');
    }
    name
}

/// The name with `_` for whatever Rust does not allow, before a digit that it begins with, and once for several in a row.
fn replaced(sql: &str) -> String {
    let mut name = String::with_capacity(sql.len());
    let mut replaced = sql.starts_with(|c: char| c.is_ascii_digit());
    if replaced {
        name.push('_');
    }
    for c in sql.chars() {
        if c.is_ascii_alphanumeric() || c == '_' {
            name.push(c);
            replaced = false;
        } else if !replaced {
            name.push('_');
            replaced = true;
        }
    }
    name
}

/// The name in Rust of a SQL type, as the crate `heck` makes it for diesel_cli.
///
/// ```
/// assert_eq!(schema_catalog::diesel::upper_camel_case("loan_status"), "LoanStatus");
/// ```
pub fn upper_camel_case(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    // Almost every name, and the type of every column is looked up by one.
    if name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_')) {
        let mut begins = true;
        for byte in name.bytes() {
            match byte {
                b'_' => {}
                _ if begins => out.push(byte.to_ascii_uppercase().into()),
                _ => out.push(byte.into()),
            }
            begins = byte == b'_';
        }
        return out;
    }
    for word in name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let chars: Vec<char> = word.chars().collect();
        for (at, &c) in chars.iter().enumerate() {
            if begins_word(&chars, at) {
                out.extend(c.to_uppercase());
            } else if c == 'Σ' && (at + 1 == chars.len() || begins_word(&chars, at + 1)) {
                // The one letter whose lower case at the end of a word is another.
                out.push('ς');
            } else {
                out.extend(c.to_lowercase());
            }
        }
    }
    out
}

/// Whether a word begins here: `LoanStatus` has two, `HTTPStatus` as well. Digits belong to the letters before them.
fn begins_word(chars: &[char], at: usize) -> bool {
    let cased = |c: &&char| c.is_lowercase() || c.is_uppercase();
    match chars[..at].iter().rev().find(cased) {
        _ if at == 0 => true,
        _ if !chars[at].is_uppercase() => false,
        Some(before) if before.is_uppercase() => chars.get(at + 1).is_some_and(|after| after.is_lowercase()),
        before => before.is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::{RESERVED, rust_name, upper_camel_case};

    #[test]
    fn reserved_names_get_an_underscore() {
        for name in RESERVED {
            assert_eq!(rust_name(name, None), format!("{name}_"));
        }
    }

    #[test]
    fn names_that_rust_does_not_allow_are_changed_as_diesel_cli_does() {
        assert_eq!(rust_name("2fa", None), "_2fa");
        assert_eq!(rust_name("a b--c", None), "a_b_c");
        assert_eq!(rust_name("__x", None), "__x_");
        assert_eq!(rust_name("größe", None), "gr_e");
    }

    #[test]
    fn types_are_in_upper_camel_case() {
        for (name, expected) in [
            ("int4", "Int4"),
            ("loan_status", "LoanStatus"),
            ("LoanStatus", "LoanStatus"),
            ("HTTPStatus", "HttpStatus"),
            ("pg_lsn", "PgLsn"),
            ("__2fa__key1b_", "2faKey1b"),
            ("__2fa__Key1b_", "2faKey1b"),
            ("a1B", "A1B"),
            ("A1Ba", "A1Ba"),
            ("ΛΟΓΟΣ", "Λογος"),
        ] {
            assert_eq!(upper_camel_case(name), expected);
        }
    }
}
