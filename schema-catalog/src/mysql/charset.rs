//! Character sets: how long their characters are, and which collation they have where none is named.
//!
//! <https://mariadb.com/kb/en/supported-character-sets-and-collations/>,
//! <https://dev.mysql.com/doc/refman/8.4/en/charset-charsets.html>

use std::fmt;

use crate::cursor::Name;
use crate::dialect::Dialect;
use crate::fault::Fault;

/// Each character set, the most bytes that a character of it takes, and its collation.
const CHARSETS: &[(&str, u64, &str)] = &[
    ("armscii8", 1, "general_ci"),
    ("ascii", 1, "general_ci"),
    ("big5", 2, "chinese_ci"),
    ("binary", 1, ""),
    ("cp1250", 1, "general_ci"),
    ("cp1251", 1, "general_ci"),
    ("cp1256", 1, "general_ci"),
    ("cp1257", 1, "general_ci"),
    ("cp850", 1, "general_ci"),
    ("cp852", 1, "general_ci"),
    ("cp866", 1, "general_ci"),
    ("cp932", 2, "japanese_ci"),
    ("dec8", 1, "swedish_ci"),
    ("eucjpms", 3, "japanese_ci"),
    ("euckr", 2, "korean_ci"),
    ("gb18030", 4, "chinese_ci"),
    ("gb2312", 2, "chinese_ci"),
    ("gbk", 2, "chinese_ci"),
    ("geostd8", 1, "general_ci"),
    ("greek", 1, "general_ci"),
    ("hebrew", 1, "general_ci"),
    ("hp8", 1, "english_ci"),
    ("keybcs2", 1, "general_ci"),
    ("koi8r", 1, "general_ci"),
    ("koi8u", 1, "general_ci"),
    ("latin1", 1, "swedish_ci"),
    ("latin2", 1, "general_ci"),
    ("latin5", 1, "turkish_ci"),
    ("latin7", 1, "general_ci"),
    ("macce", 1, "general_ci"),
    ("macroman", 1, "general_ci"),
    ("sjis", 2, "japanese_ci"),
    ("swe7", 1, "swedish_ci"),
    ("tis620", 1, "thai_ci"),
    ("ucs2", 2, "general_ci"),
    ("ujis", 3, "japanese_ci"),
    ("utf16", 4, "general_ci"),
    ("utf16le", 4, "general_ci"),
    ("utf32", 4, "general_ci"),
    ("utf8mb3", 3, "general_ci"),
    ("utf8mb4", 4, "general_ci"),
];

/// A collation, with its character set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Collation {
    charset: &'static str,
    name: String,
    longest: u64,
}

impl fmt::Display for Collation {
    /// As a column's definition says it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CHARACTER SET {} COLLATE {}", self.charset, self.name)
    }
}

impl Collation {
    /// The one that a character set has where none is named.
    fn of_charset(charset: &str, dialect: Dialect) -> Option<Self> {
        let charset = if charset == "utf8" { "utf8mb3" } else { charset };
        let (charset, longest, suffix) = *CHARSETS.iter().find(|(name, ..)| *name == charset)?;
        let suffix = if dialect == Dialect::Mysql && charset == "utf8mb4" { "0900_ai_ci" } else { suffix };
        let name = if suffix.is_empty() { charset.to_owned() } else { format!("{charset}_{suffix}") };
        Some(Self { charset, name, longest })
    }

    /// What a server has that is not told otherwise: `utf8mb4`, which MySQL 8 has and MariaDB as Debian installs it.
    pub(crate) fn of_server(dialect: Dialect) -> Self {
        Self::of_charset("utf8mb4", dialect).unwrap_or(Self { charset: "utf8mb4", name: String::new(), longest: 4 })
    }

    /// What MariaDB's `JSON` has.
    pub(crate) fn of_json() -> Self {
        Self { charset: "utf8mb4", name: "utf8mb4_bin".to_owned(), longest: 4 }
    }

    /// What is said by `CHARACTER SET` and `COLLATE`, else `default`.
    pub(crate) fn said(
        charset: Option<&Name>,
        collation: Option<&Name>,
        default: &Self,
        dialect: Dialect,
    ) -> Result<Self, Fault> {
        let mut found = match charset.filter(|name| name.value != "default") {
            None => default.clone(),
            Some(name) => Self::of_charset(&name.value, dialect)
                .ok_or_else(|| Fault::new(name.place, format!("there is no character set `{}`", name.value)))?,
        };
        let Some(collation) = collation.filter(|name| name.value != "default") else { return Ok(found) };
        // The attribute BINARY stands for the collation by bytes.
        let named = match collation.value.as_str() {
            "" => format!("{}_bin", found.charset),
            name => name.strip_prefix("utf8_").map_or(name.to_owned(), |rest| format!("utf8mb3_{rest}")),
        };
        let of = named.split('_').next().unwrap_or_default();
        // MariaDB's collations by Unicode 14 go with every character set of Unicode.
        let any = of == "uca1400" && dialect == Dialect::Mariadb;
        let other = if any { Some(found.clone()) } else { Self::of_charset(of, dialect) };
        let unknown = || Fault::new(collation.place, format!("there is no collation `{}`", collation.value));
        let other = other.ok_or_else(unknown)?;
        if named.contains("_0900_") && dialect == Dialect::Mariadb {
            return Err(unknown().help("MySQL has it and MariaDB has not; `utf8mb4_unicode_ci` is near it"));
        }
        if charset.is_some() && other.charset != found.charset {
            let message = format!("collation `{}` is not one of character set `{}`", collation.value, found.charset);
            return Err(Fault::new(collation.place, message));
        }
        found.charset = other.charset;
        found.longest = other.longest;
        found.name = if any { format!("{}_{named}", found.charset) } else { named };
        Ok(found)
    }

    /// The most bytes that a character takes.
    pub(crate) fn longest(&self) -> u64 {
        self.longest
    }

    /// Whether each of its characters takes two bytes or more.
    pub(crate) fn is_wide(&self) -> bool {
        matches!(self.charset, "ucs2" | "utf16" | "utf16le" | "utf32")
    }

    /// Whether it is bytes, and no text.
    pub(crate) fn is_binary(&self) -> bool {
        self.charset == "binary"
    }
}
