//! Text to tokens, by the engine's own lexical rules, without copying.
//!
//! PostgreSQL's: <https://www.postgresql.org/docs/current/sql-syntax-lexical.html>, SQLite's:
//! <https://www.sqlite.org/lang_keywords.html>, MySQL's: <https://dev.mysql.com/doc/refman/8.4/en/language-structure.html>.

use crate::dialect::Dialect;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// A keyword or an unquoted identifier.
    Word,
    /// An identifier in quotes.
    Quoted,
    /// A string: `'…'`, `E'…'`, `$$…$$` and their like.
    String,
    /// A number.
    Number,
    /// `$1`; in SQLite also `?`, `?1`, `:a`, `@a` and `$a`.
    Parameter,
    /// An operator of one or more characters.
    Operator,
    /// One of `( ) [ ] , ; . :`
    Punctuation(u8),
}

/// A token: what it is, and the bytes it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: TokenKind,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// Something that was begun and never ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Unterminated {
    pub(crate) start: u32,
    pub(crate) what: &'static str,
    pub(crate) ends_with: String,
}

/// What differs between engines.
#[derive(Clone, Copy)]
struct Rules {
    /// `/* /* */ */` is one comment.
    nested_comments: bool,
    /// `#` begins a comment, `--` only before white space, and `/*! … */` is read.
    mysql_comments: bool,
    /// Which of the comments that name a version are read.
    versions: Versions,
    /// `\'` does not end a string.
    escapes: bool,
    /// `E'…'`, `U&'…'` and `$$…$$` are strings, `$1` is a parameter.
    postgres_strings: bool,
    /// `:::` is an operator, which says the type of what is before it.
    ///
    /// <https://www.cockroachlabs.com/docs/v26.2/scalar-expressions#explicitly-typed-expressions>
    type_annotations: bool,
    /// `"…"` is a string as well.
    double_quoted_strings: bool,
    /// `` `…` `` is an identifier.
    backticks: bool,
    /// SQLite's own: `[…]` is an identifier, `N'…'` and `B'…'` are no strings, `:a` is a parameter, a comment may be left
    /// open at the end, and one to the end of the line goes on after a carriage return.
    ///
    /// <https://www.sqlite.org/lang_comment.html>, <https://www.sqlite.org/lang_expr.html#varparam>
    sqlite: bool,
}

/// Which of the comments that name a version, `/*!80013 … */`, the engine reads.
///
/// <https://dev.mysql.com/doc/refman/8.4/en/comments.html>, <https://mariadb.com/kb/en/comment-syntax/>
#[derive(Clone, Copy)]
struct Versions {
    /// The engine's own version: comments for newer ones are not read.
    newest: u32,
    /// Whether it is MariaDB, which reads `/*M! … */` too, and nothing that is meant for the versions that MySQL went on
    /// with alone.
    mariadb: bool,
}

impl Versions {
    fn of(dialect: Dialect) -> Self {
        let mariadb = dialect == Dialect::Mariadb;
        Self { newest: if mariadb { 101_199 } else { 80_499 }, mariadb }
    }

    fn reads(self, version: u32) -> bool {
        version <= self.newest && !(self.mariadb && (50_700..=99_999).contains(&version))
    }
}

impl Rules {
    fn of(dialect: Dialect) -> Self {
        let (postgres, sqlite) =
            (!matches!(dialect, Dialect::Sqlite) && !dialect.is_mysql(), dialect == Dialect::Sqlite);
        Self {
            nested_comments: postgres,
            mysql_comments: dialect.is_mysql(),
            versions: Versions::of(dialect),
            escapes: dialect.is_mysql(),
            postgres_strings: postgres,
            type_annotations: dialect == Dialect::Cockroachdb,
            double_quoted_strings: dialect.is_mysql(),
            backticks: !postgres,
            sqlite,
        }
    }
}

/// Reads tokens from a text, one at a time.
#[derive(Clone)]
pub(crate) struct Lexer<'a> {
    text: &'a str,
    at: usize,
    rules: Rules,
    /// Within `/*! … */`, where there is a comment to be read.
    in_read_comment: bool,
}

impl<'a> Lexer<'a> {
    pub(crate) fn new(text: &'a str, dialect: Dialect) -> Self {
        let at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Self { text, at, rules: Rules::of(dialect), in_read_comment: false }
    }

    /// The byte after the last token read.
    pub(crate) fn position(&self) -> usize {
        self.at
    }

    /// Goes on from this byte.
    pub(crate) fn seek(&mut self, at: usize) {
        self.at = at;
    }

    fn byte(&self, at: usize) -> u8 {
        self.text.as_bytes().get(at).copied().unwrap_or(0)
    }

    /// Steps over white space and comments.
    pub(crate) fn skip_blank(&mut self) -> Result<(), Unterminated> {
        loop {
            match self.byte(self.at) {
                b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c => self.at += 1,
                b'-' if self.begins_line_comment(self.at) => self.skip_line(),
                b'#' if self.rules.mysql_comments => self.skip_line(),
                b'*' if self.in_read_comment && self.byte(self.at + 1) == b'/' => {
                    self.in_read_comment = false;
                    self.at += 2;
                }
                b'/' if self.rules.mysql_comments && self.enter_read_comment() => {}
                b'/' if self.byte(self.at + 1) == b'*' => self.skip_block_comment()?,
                _ => return Ok(()),
            }
        }
    }

    fn begins_line_comment(&self, at: usize) -> bool {
        let after = self.byte(at + 2);
        self.byte(at) == b'-'
            && self.byte(at + 1) == b'-'
            && (!self.rules.mysql_comments || after.is_ascii_whitespace() || after.is_ascii_control())
    }

    /// Steps into `/*! …`, `/*!40101 …` and MariaDB's `/*M! …`, if the engine reads it: says whether it does.
    fn enter_read_comment(&mut self) -> bool {
        let rest = &self.text[self.at..];
        let of_mariadb = || rest.strip_prefix("/*M!").filter(|_| self.rules.versions.mariadb);
        let Some(inner) = rest.strip_prefix("/*!").or_else(of_mariadb) else { return false };
        let digits = inner.bytes().take(6).take_while(u8::is_ascii_digit).count();
        let version = if digits >= 5 { &inner[..digits] } else { "" };
        if !version.parse().map_or(true, |version| self.rules.versions.reads(version)) {
            return false;
        }
        self.at = self.text.len() - inner.len() + version.len();
        self.in_read_comment = true;
        true
    }

    /// Steps to the end of the line.
    pub(crate) fn skip_line(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        let ends = |&byte: &u8| byte == b'\n' || byte == b'\r' && !self.rules.sqlite;
        self.at += rest.iter().position(ends).unwrap_or(rest.len());
    }

    fn skip_block_comment(&mut self) -> Result<(), Unterminated> {
        let start = self.at;
        let mut depth = 0;
        while self.at < self.text.len() {
            match (self.byte(self.at), self.byte(self.at + 1)) {
                (b'/', b'*') if depth == 0 || self.rules.nested_comments => {
                    depth += 1;
                    self.at += 2;
                }
                (b'*', b'/') => {
                    depth -= 1;
                    self.at += 2;
                    if depth == 0 {
                        return Ok(());
                    }
                }
                _ => self.at += 1,
            }
        }
        if self.rules.sqlite { Ok(()) } else { Err(unterminated(start, "comment", "*/")) }
    }

    /// The next token, or `None` at the end of the text.
    pub(crate) fn next(&mut self) -> Result<Option<Token>, Unterminated> {
        self.skip_blank()?;
        let start = self.at;
        if start >= self.text.len() {
            return Ok(None);
        }
        let byte = self.byte(start);
        let kind = match byte {
            b'[' if self.rules.sqlite => self.quoted(start, b']')?,
            b'`' if self.rules.backticks => self.quoted(start, b'`')?,
            b'(' | b')' | b'[' | b']' | b',' | b';' => {
                self.at += 1;
                TokenKind::Punctuation(byte)
            }
            b'\'' => self.string(start, self.rules.escapes)?,
            b'"' if self.rules.double_quoted_strings => self.string(start, true)?,
            b'"' => self.quoted(start, b'"')?,
            b'$' if self.rules.postgres_strings => self.dollar(start)?,
            b'0'..=b'9' if self.rules.mysql_comments && self.is_word_with_digits(start) => self.word(start)?,
            b'$' | b'@' | b':' | b'#' | b'?' if self.rules.sqlite => self.parameter(),
            b'0'..=b'9' => self.number(),
            b'.' if self.byte(start + 1).is_ascii_digit() => self.number(),
            b'.' => {
                self.at += 1;
                TokenKind::Punctuation(byte)
            }
            b':' if self.rules.type_annotations && self.text[start..].starts_with(":::") => {
                self.at += 3;
                TokenKind::Operator
            }
            b':' if matches!(self.byte(start + 1), b':' | b'=') => {
                self.at += 2;
                TokenKind::Operator
            }
            b':' => {
                self.at += 1;
                TokenKind::Punctuation(byte)
            }
            _ if starts_word(byte) => self.word(start)?,
            _ if is_operator(byte) && self.rules.sqlite => self.short_operator(),
            _ if is_operator(byte) => self.operator(),
            _ => {
                // A character that no token begins with: the parser will name it.
                self.at += self.text[start..].chars().next().map_or(1, char::len_utf8);
                TokenKind::Operator
            }
        };
        Ok(Some(Token { kind, start: start as u32, end: self.at as u32 }))
    }

    /// Whether what begins with a digit here is an identifier of MySQL's, `2fa`, and no number.
    ///
    /// <https://dev.mysql.com/doc/refman/8.4/en/identifiers.html>
    fn is_word_with_digits(&self, start: usize) -> bool {
        let rest = &self.text.as_bytes()[start..];
        let length = rest.iter().position(|&byte| !continues_word(byte)).unwrap_or(rest.len());
        let word = &rest[..length];
        let all = |from: usize, allowed: fn(&u8) -> bool| word.len() > from && word[from..].iter().all(allowed);
        let exponent = || {
            let digits = word.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let signed = digits + 1 == length && matches!(rest.get(length), Some(b'+' | b'-'));
            word.get(digits).is_some_and(|e| e | 0x20 == b'e') && (signed || all(digits + 1, u8::is_ascii_digit))
        };
        let number = all(0, u8::is_ascii_digit)
            || word.starts_with(b"0x") && all(2, u8::is_ascii_hexdigit)
            || word.starts_with(b"0b") && all(2, |byte| matches!(byte, b'0' | b'1'))
            || exponent();
        !number
    }

    fn word(&mut self, start: usize) -> Result<TokenKind, Unterminated> {
        let (first, second, third) = (self.byte(start) | 0x20, self.byte(start + 1), self.byte(start + 2));
        let postgres = self.rules.postgres_strings;
        match (first, second) {
            (b'b' | b'n', b'\'') if self.rules.sqlite => {}
            (b'b' | b'x' | b'n', b'\'') => return self.string(start + 1, first == b'n' && self.rules.escapes),
            _ if !postgres => {}
            (b'e', b'\'') => return self.string(start + 1, true),
            (b'u', b'&') if third == b'\'' => return self.string(start + 2, false),
            (b'u', b'&') if third == b'"' => return self.quoted(start + 2, b'"'),
            _ => {}
        }
        while continues_word(self.byte(self.at)) {
            self.at += 1;
        }
        Ok(TokenKind::Word)
    }

    /// A string whose opening quote is at `quote`. Strings that only a line break parts are one string, in SQL and here.
    fn string(&mut self, quote: usize, escapes: bool) -> Result<TokenKind, Unterminated> {
        self.at = quote + 1;
        let end = self.byte(quote);
        loop {
            match self.byte(self.at) {
                byte if byte == end && self.byte(self.at + 1) == end => self.at += 2,
                byte if byte == end => {
                    self.at += 1;
                    return Ok(TokenKind::String);
                }
                b'\\' if escapes => self.at += 2,
                0 if self.at >= self.text.len() => {
                    return Err(unterminated(quote, "string", if end == b'"' { "\"" } else { "'" }));
                }
                _ => self.at += 1,
            }
        }
    }

    /// An identifier whose opening quote is at `quote`. It ends with `end`, which stands in it twice.
    fn quoted(&mut self, quote: usize, end: u8) -> Result<TokenKind, Unterminated> {
        self.at = quote + 1;
        loop {
            match self.byte(self.at) {
                byte if byte == end && byte != b']' && self.byte(self.at + 1) == end => self.at += 2,
                byte if byte == end => {
                    self.at += 1;
                    return Ok(TokenKind::Quoted);
                }
                0 if self.at >= self.text.len() => {
                    let end = char::from(end).to_string();
                    return Err(unterminated(quote, "quoted identifier", &end));
                }
                _ => self.at += 1,
            }
        }
    }

    /// `$1`, or a string between `$tag$` and `$tag$`.
    fn dollar(&mut self, start: usize) -> Result<TokenKind, Unterminated> {
        self.at += 1;
        if self.byte(self.at).is_ascii_digit() {
            while self.byte(self.at).is_ascii_digit() {
                self.at += 1;
            }
            return Ok(TokenKind::Parameter);
        }
        while continues_word(self.byte(self.at)) && self.byte(self.at) != b'$' {
            self.at += 1;
        }
        if self.byte(self.at) != b'$' {
            self.at = start + 1;
            return Ok(TokenKind::Operator);
        }
        let tag = &self.text[start..=self.at];
        let body = self.at + 1;
        match self.text[body..].find(tag) {
            Some(length) => {
                self.at = body + length + tag.len();
                Ok(TokenKind::String)
            }
            None => Err(Unterminated { start: start as u32, what: "dollar-quoted string", ends_with: tag.to_owned() }),
        }
    }

    fn number(&mut self) -> TokenKind {
        let digits = |lexer: &mut Self| {
            while lexer.byte(lexer.at).is_ascii_alphanumeric() || lexer.byte(lexer.at) == b'_' {
                let exponent = lexer.byte(lexer.at) | 0x20 == b'e';
                lexer.at += 1;
                if exponent && matches!(lexer.byte(lexer.at), b'+' | b'-') {
                    lexer.at += 1;
                }
            }
        };
        digits(self);
        if self.byte(self.at) == b'.' && self.byte(self.at + 1) != b'.' {
            self.at += 1;
            digits(self);
        }
        TokenKind::Number
    }

    /// A parameter of SQLite's. A lone sign is one as well: the grammar has no place for either in a definition.
    fn parameter(&mut self) -> TokenKind {
        self.at += 1;
        while continues_word(self.byte(self.at)) {
            self.at += 1;
        }
        TokenKind::Parameter
    }

    /// An operator of SQLite's, the longest that begins here.
    fn short_operator(&mut self) -> TokenKind {
        const LONG: [&str; 9] = ["->>", "->", "||", "<<", "<=", "<>", ">>", ">=", "=="];
        let rest = &self.text[self.at..];
        let long = LONG.iter().find(|operator| rest.starts_with(**operator)).map(|operator| operator.len());
        self.at += long.unwrap_or(if rest.starts_with("!=") { 2 } else { 1 });
        TokenKind::Operator
    }

    fn operator(&mut self) -> TokenKind {
        let start = self.at;
        while is_operator(self.byte(self.at)) {
            let (byte, next) = (self.byte(self.at), self.byte(self.at + 1));
            let comment = self.begins_line_comment(self.at)
                || (byte, next) == (b'/', b'*')
                || (byte == b'#' && self.rules.mysql_comments)
                || ((byte, next) == (b'*', b'/') && self.in_read_comment)
                || (byte == b'`' && self.rules.backticks);
            if comment {
                break;
            }
            self.at += 1;
        }
        // PostgreSQL: `+` and `-` end an operator only where something in it is no sign of arithmetic.
        let text = &self.text[start..self.at];
        if self.rules.postgres_strings && !text.contains(|c| "~!@#%^&|`?".contains(c)) {
            self.at = start + text.trim_end_matches(['+', '-']).len().max(1);
        }
        TokenKind::Operator
    }
}

fn unterminated(start: usize, what: &'static str, ends_with: &str) -> Unterminated {
    Unterminated { start: start as u32, what, ends_with: ends_with.to_owned() }
}

fn starts_word(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80
}

fn continues_word(byte: u8) -> bool {
    starts_word(byte) || byte.is_ascii_digit() || byte == b'$'
}

fn is_operator(byte: u8) -> bool {
    b"+-*/<>=~!@#%^&|`?".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::{Lexer, TokenKind};
    use crate::dialect::Dialect;

    fn tokens(text: &str) -> Vec<&str> {
        tokens_of(Dialect::Postgres, text)
    }

    fn tokens_of(dialect: Dialect, text: &str) -> Vec<&str> {
        let mut lexer = Lexer::new(text, dialect);
        let mut all = Vec::new();
        while let Some(token) = lexer.next().expect("nothing is left open") {
            all.push(&text[token.start as usize..token.end as usize]);
        }
        all
    }

    #[test]
    fn strings_identifiers_and_comments() {
        assert_eq!(tokens("a /* x /* y */ z */ \"b;\"\"c\" -- d\n 'it''s;'"), ["a", "\"b;\"\"c\"", "'it''s;'"]);
        assert_eq!(tokens(r"E'a\';b' B'01' U&'d\0061t' N'x'"), [r"E'a\';b'", "B'01'", r"U&'d\0061t'", "N'x'"]);
        assert_eq!(tokens("$$ a; $b$ $$ $q$ $$ ; $q$ $1"), ["$$ a; $b$ $$", "$q$ $$ ; $q$", "$1"]);
    }

    #[test]
    fn operators_numbers_and_punctuation() {
        assert_eq!(tokens("a::text[] @> 1.5e-3--x\n"), ["a", "::", "text", "[", "]", "@>", "1.5e-3"]);
        assert_eq!(tokens("x[1:2] .5 a.b >=-1"), ["x", "[", "1", ":", "2", "]", ".5", "a", ".", "b", ">=", "-", "1"]);
        assert_eq!(tokens("\u{feff}été$1"), ["été$1"]);
    }

    #[test]
    fn comments_of_mysql_are_read_where_the_engine_does() {
        let tokens = |dialect, text: &'static str| {
            let mut lexer = Lexer::new(text, dialect);
            let mut all = Vec::new();
            while let Some(token) = lexer.next().expect("nothing is left open") {
                all.push(&text[token.start as usize..token.end as usize]);
            }
            all
        };
        let text =
            "/*!40101 a */ /*!80013 b */ /*!50701 c*//*M! d */ /*M!999999 e */ /*!100100 f */ /*! g */ # h\n--i\n-- j";
        assert_eq!(tokens(Dialect::Mysql, text), ["a", "b", "c", "g", "--", "i"]);
        assert_eq!(tokens(Dialect::Mariadb, text), ["a", "d", "f", "g", "--", "i"]);
        assert_eq!(tokens(Dialect::Mysql, r#"'a\'' "b\"" `c`` ` _utf8'd' N'e' 2fa 1e5 0x1F 0xG @v"#).len(), 12);
    }

    #[test]
    fn sqlite_has_rules_of_its_own() {
        let tokens = |text| tokens_of(Dialect::Sqlite, text);
        assert_eq!(tokens("[a ] b ] `c``d` \"e\"\"f\" 'g''h'"), ["[a ]", "b", "]", "`c``d`", "\"e\"\"f\"", "'g''h'"]);
        assert_eq!(tokens("x'01' n 'a' b'c'"), ["x'01'", "n", "'a'", "b", "'c'"]);
        assert_eq!(
            tokens("a=-1||b->>'$.x'<=c!=~d"),
            ["a", "=", "-", "1", "||", "b", "->>", "'$.x'", "<=", "c", "!=", "~", "d"]
        );
        assert_eq!(tokens("?1 :a @b $c::d"), ["?1", ":a", "@b", "$c", ":", ":d"]);
        assert_eq!(tokens("a -- b\r c\nd /* /* */ e /* f"), ["a", "d", "e"]);
    }

    #[test]
    fn what_is_left_open_is_named_with_its_end() {
        for (text, what, end) in [
            ("a 'b", "string", "'"),
            ("\"b", "quoted identifier", "\""),
            ("/* /* */", "comment", "*/"),
            ("$a$ $$", "dollar-quoted string", "$a$"),
        ] {
            let mut lexer = Lexer::new(text, Dialect::Postgres);
            let error = loop {
                match lexer.next() {
                    Ok(Some(token)) => assert_eq!(token.kind, TokenKind::Word),
                    Ok(None) => panic!("{text} was read to its end"),
                    Err(error) => break error,
                }
            };
            assert_eq!((error.what, error.ends_with.as_str()), (what, end));
        }
    }
}
