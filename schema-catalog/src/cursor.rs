//! Reading a statement's tokens one after the other.

use crate::dialect::Dialect;
use crate::fault::Fault;
use crate::keywords::{is_reserved, is_reserved_but_for_functions};
use crate::lexer::{Lexer, Token, TokenKind};
use crate::source::Place;
use crate::statements::Statement;

/// A name as it was written, decoded: folded to lower case, or without its quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    pub(crate) value: String,
    pub(crate) place: Place,
}

/// A name with or without its schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct QualifiedName {
    pub(crate) schema: Option<Name>,
    pub(crate) name: Name,
}

impl QualifiedName {
    /// The name in a text that stands for one, such as a `regclass`: `schema.name`, either perhaps in quotes.
    pub(crate) fn from_text(text: &str, place: Place) -> Self {
        let name_of = |part: &str| match part.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
            Some(quoted) => Name { value: quoted.replace("\"\"", "\""), place },
            None => Name { value: part.to_lowercase(), place },
        };
        match text.split_once('.') {
            Some((schema, name)) => Self { schema: Some(name_of(schema)), name: name_of(name) },
            None => Self { schema: None, name: name_of(text) },
        }
    }

    pub(crate) fn place(&self) -> Place {
        self.schema.as_ref().unwrap_or(&self.name).place
    }
}

/// An expression or query that is kept as text, with the names in it that may be columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fragment {
    pub(crate) text: String,
    /// Names that stand where a column's name can, in order.
    pub(crate) names: Vec<String>,
    /// `name IN ('a', 'b')`, if that is all it says.
    pub(crate) one_of: Option<(String, Vec<String>)>,
    /// The sequence of `nextval('…')`, if that is what it says.
    pub(crate) sequence: Option<QualifiedName>,
}

/// The text of a string that is SQL itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ScriptText {
    /// These bytes of the file.
    InFile { place: Place, start: usize, end: usize },
    /// A text of its own, since something in the string is escaped.
    Decoded { place: Place, text: String },
}

impl ScriptText {
    pub(crate) fn place(&self) -> Place {
        match self {
            Self::InFile { place, .. } | Self::Decoded { place, .. } => *place,
        }
    }
}

/// PostgreSQL cuts longer names: <https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS>.
pub(crate) const MAX_NAME: usize = 63;

/// Cuts a name to at most `length` bytes, never within a character.
pub(crate) fn clip(name: &str, length: usize) -> &str {
    let end = (0..=length.min(name.len())).rev().find(|&end| name.is_char_boundary(end)).unwrap_or(0);
    &name[..end]
}

/// Reads tokens from first to last, with as much look-ahead as asked for.
#[derive(Clone)]
pub(crate) struct Cursor<'a> {
    dialect: Dialect,
    file: u32,
    text: &'a str,
    tokens: &'a [Token],
    at: usize,
    end: usize,
    within: Option<Place>,
    /// How deep what is being read is nested.
    depth: u32,
}

/// How deep a statement may be nested: more than anyone writes, and less than a thread's stack can hold.
const DEEPEST: u32 = 100;

impl<'a> Cursor<'a> {
    pub(crate) fn new(statement: &'a Statement<'_>) -> Self {
        let end = statement.tokens.last().map_or(0, |token| token.end as usize);
        Self {
            dialect: statement.dialect,
            file: statement.file,
            text: statement.text,
            tokens: &statement.tokens,
            at: 0,
            end,
            within: statement.within,
            depth: 0,
        }
    }

    /// The engine whose SQL this is.
    pub(crate) fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Reads what can hold more of its own kind, as deep as is sensible.
    pub(crate) fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Fault>) -> Result<T, Fault> {
        if self.depth == DEEPEST {
            return Err(Fault::refused(self.place(), "this is nested too deep to be read"));
        }
        self.depth += 1;
        let done = read(self);
        self.depth -= 1;
        done
    }

    fn token(&self, ahead: usize) -> Option<Token> {
        self.tokens.get(self.at + ahead).copied()
    }

    fn slice(&self, token: Token) -> &'a str {
        &self.text[token.start as usize..token.end as usize]
    }

    /// The text of the token so many ahead; empty past the end.
    pub(crate) fn peek(&self, ahead: usize) -> &'a str {
        self.token(ahead).map_or("", |token| self.slice(token))
    }

    /// The place of the next token, or of the end.
    pub(crate) fn place(&self) -> Place {
        let offset = self.token(0).map_or(self.end as u32, |token| token.start);
        self.within.unwrap_or(Place { file: self.file, offset })
    }

    pub(crate) fn at_end(&self) -> bool {
        self.at >= self.tokens.len()
    }

    pub(crate) fn advance(&mut self) {
        self.at = (self.at + 1).min(self.tokens.len());
    }

    /// Where it stands, for [`Cursor::go_back`].
    pub(crate) fn position(&self) -> usize {
        self.at
    }

    pub(crate) fn go_back(&mut self, position: usize) {
        self.at = position;
    }

    fn is_at(&self, ahead: usize, word: &str) -> bool {
        self.token(ahead).is_some_and(|token| {
            let comparable = !matches!(token.kind, TokenKind::Quoted | TokenKind::String);
            comparable && self.slice(token).eq_ignore_ascii_case(word)
        })
    }

    /// Whether the next tokens are these words or signs.
    pub(crate) fn is(&self, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(ahead, word)| self.is_at(ahead, word))
    }

    /// Whether the next token is one of these words or signs.
    pub(crate) fn is_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.is_at(0, word))
    }

    /// Steps over these words or signs, if they are next.
    pub(crate) fn eat(&mut self, words: &[&str]) -> bool {
        let found = self.is(words);
        if found {
            self.at += words.len();
        }
        found
    }

    /// Steps over one of these words, and tells which, if one of them is next.
    pub(crate) fn eat_any<'w>(&mut self, words: &[&'w str]) -> Option<&'w str> {
        let found = words.iter().find(|word| self.is_at(0, word))?;
        self.at += 1;
        Some(found)
    }

    pub(crate) fn expect(&mut self, words: &[&str]) -> Result<(), Fault> {
        if self.eat(words) { Ok(()) } else { Err(self.unexpected(&format!("`{}`", words.join(" ")))) }
    }

    /// The fault of what stands here where something else should.
    pub(crate) fn unexpected(&self, expected: &str) -> Fault {
        let found = match self.token(0) {
            None => "the end of the statement".to_owned(),
            Some(token) => {
                let text = self.slice(token);
                let short = clip(text, 40);
                format!("`{short}{}`", if short.len() < text.len() { "…" } else { "" })
            }
        };
        Fault::new(self.place(), format!("expected {expected}, found {found}"))
    }

    /// Whether an identifier or a keyword is next.
    pub(crate) fn is_name(&self) -> bool {
        self.token(0).is_some_and(|token| matches!(token.kind, TokenKind::Word | TokenKind::Quoted))
    }

    /// Whether an identifier in quotes is next, which is no keyword whatever it spells.
    pub(crate) fn is_quoted(&self) -> bool {
        self.token(0).is_some_and(|token| token.kind == TokenKind::Quoted)
    }

    pub(crate) fn is_string(&self) -> bool {
        self.token(0).is_some_and(|token| token.kind == TokenKind::String)
    }

    pub(crate) fn is_number(&self) -> bool {
        self.token(0).is_some_and(|token| token.kind == TokenKind::Number)
    }

    pub(crate) fn is_parameter(&self) -> bool {
        self.token(0).is_some_and(|token| token.kind == TokenKind::Parameter)
    }

    /// The operator that is next.
    pub(crate) fn sign(&self) -> Option<&'a str> {
        self.token(0).filter(|token| token.kind == TokenKind::Operator).map(|token| self.slice(token))
    }

    /// Reads a name that stands where reserved words are names too: behind a dot, or behind `AS`.
    pub(crate) fn label(&mut self, what: &str) -> Result<Name, Fault> {
        self.name_unless(what, |_| false)
    }

    /// Reads the name of a function.
    pub(crate) fn function_name(&mut self) -> Result<Name, Fault> {
        self.name_unless("the name of a function", is_reserved)
    }

    /// What the token so many ahead is.
    pub(crate) fn kind(&self, ahead: usize) -> Option<TokenKind> {
        self.token(ahead).map(|token| token.kind)
    }

    /// Steps over the next token and gives the name that it is, whatever its kind.
    pub(crate) fn take_name(&mut self) -> Name {
        let value = self.token(0).map_or_else(String::new, |token| self.decode_name(token));
        let name = Name { value, place: self.place() };
        self.advance();
        name
    }

    /// Reads a name.
    pub(crate) fn name(&mut self, what: &str) -> Result<Name, Fault> {
        self.name_unless(what, |word| is_reserved(word) || is_reserved_but_for_functions(word))
    }

    fn name_unless(&mut self, what: &str, reserved: impl Fn(&str) -> bool) -> Result<Name, Fault> {
        match self.token(0) {
            Some(token) if matches!(token.kind, TokenKind::Word | TokenKind::Quoted) => {
                let postgres = matches!(self.dialect, Dialect::Postgres | Dialect::Cockroachdb);
                if postgres && token.kind == TokenKind::Word && reserved(&self.slice(token).to_ascii_lowercase()) {
                    let word = self.slice(token);
                    return Err(Fault::new(
                        self.place(),
                        format!("expected {what}, found `{word}`, a word of SQL's own"),
                    )
                    .help(format!("in double quotes it is a name: \"{}\"", word.to_ascii_lowercase())));
                }
                let mut name = Name { value: self.decode_name(token), place: self.place() };
                if name.value.is_empty() {
                    return Err(Fault::new(name.place, "a name in quotes must not be empty"));
                }
                self.at += 1;
                if let Some(escape) = self.unicode_escape(token) {
                    let text = self.slice(token);
                    name.value = decode_unicode(&text[3..text.len() - 1].replace("\"\"", "\""), escape);
                }
                Ok(name)
            }
            _ => Err(self.unexpected(what)),
        }
    }

    fn decode_name(&self, token: Token) -> String {
        decode_name(self.slice(token), self.dialect)
    }

    /// Reads the `UESCAPE '!'` behind `U&"…"` or `U&'…'`, where it is next.
    fn unicode_escape(&mut self, token: Token) -> Option<char> {
        let escaped = self.slice(token).starts_with(['U', 'u']) && self.slice(token)[1..].starts_with('&');
        if !escaped || !self.is(&["UESCAPE"]) {
            return None;
        }
        let escape = self.token(1).and_then(|token| decode_string(self.slice(token), self.dialect).chars().next());
        self.at += 2;
        escape
    }

    /// Reads a name that may have its schema (and its database) before it.
    pub(crate) fn qualified_name(&mut self, what: &str) -> Result<QualifiedName, Fault> {
        let first = self.name(what)?;
        self.rest_of_name(first, what)
    }

    /// Reads a name that may be a function's or a type's, with or without its schema.
    pub(crate) fn any_name(&mut self, what: &str) -> Result<QualifiedName, Fault> {
        let first = self.name_unless(what, is_reserved)?;
        self.rest_of_name(first, what)
    }

    fn rest_of_name(&mut self, mut name: Name, what: &str) -> Result<QualifiedName, Fault> {
        let mut schema = None;
        while self.eat(&["."]) {
            schema = Some(std::mem::replace(&mut name, self.label(what)?));
        }
        Ok(QualifiedName { schema, name })
    }

    /// Reads names in parentheses, parted by commas.
    pub(crate) fn name_list(&mut self) -> Result<Vec<Name>, Fault> {
        self.expect(&["("])?;
        let mut names = vec![self.name("a column name")?];
        while self.eat(&[","]) {
            names.push(self.name("a column name")?);
        }
        self.expect(&[")"])?;
        Ok(names)
    }

    /// Reads a string, decoded.
    pub(crate) fn string(&mut self) -> Result<String, Fault> {
        match self.token(0) {
            Some(token) if token.kind == TokenKind::String => {
                self.at += 1;
                let mut value = decode_string(self.slice(token), self.dialect);
                // Strings that only a line break parts are one string; MySQL needs no break between them.
                let mysql = self.dialect.is_mysql();
                while let Some(next) = self.token(0).filter(|next| {
                    next.kind == TokenKind::String
                        && (mysql || self.slice(*next).starts_with('\''))
                        && (mysql
                            || self.text[..next.start as usize].trim_end_matches([' ', '\t']).ends_with(['\n', '\r']))
                }) {
                    self.at += 1;
                    value.push_str(&decode_string(self.slice(next), self.dialect));
                }
                Ok(value)
            }
            _ => Err(self.unexpected("a string")),
        }
    }

    /// Where the next token, a string, has its text: in the file itself if nothing in it is escaped, else decoded.
    pub(crate) fn string_script(&mut self) -> Result<ScriptText, Fault> {
        let place = self.place();
        let token = self.token(0);
        let start = self.position();
        let decoded = self.string()?;
        let raw = token.map_or("", |token| self.slice(token));
        let open = raw.find(&decoded).filter(|_| self.position() == start + 1 && self.within.is_none());
        Ok(match (token, open) {
            (Some(token), Some(open)) => {
                let start = token.start as usize + open;
                ScriptText::InFile { place, start, end: start + decoded.len() }
            }
            _ => ScriptText::Decoded { place, text: decoded },
        })
    }

    /// What is left of the statement as a statement of its own.
    pub(crate) fn rest(&self) -> Statement<'a> {
        let tokens = self.tokens[self.at..].to_vec();
        Statement { dialect: self.dialect, file: self.file, text: self.text, tokens, within: self.within }
    }

    /// Steps over one token, or over everything up to its partner if it is an opening bracket.
    pub(crate) fn skip_balanced(&mut self) {
        let mut depth = 0_u32;
        while let Some(token) = self.token(0) {
            match token.kind {
                TokenKind::Punctuation(b'(' | b'[') => depth += 1,
                TokenKind::Punctuation(b')' | b']') => depth = depth.saturating_sub(1),
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                return;
            }
        }
    }

    /// Steps over tokens, brackets with all that is in them, until `stop` or the end.
    pub(crate) fn skip_until(&mut self, stop: impl Fn(&Self) -> bool) {
        while !self.at_end() && !self.is_any(&[")", "]"]) && !stop(self) {
            self.skip_balanced();
        }
    }

    /// Steps over one token at least and then until `stop` or the end, and gives a cursor over just that.
    pub(crate) fn take_until(&mut self, stop: impl Fn(&Self) -> bool) -> Self {
        let start = self.at;
        self.skip_balanced();
        self.skip_until(stop);
        let tokens = &self.tokens[start..self.at];
        let end = tokens.last().map_or(self.end, |token| token.end as usize);
        Self { tokens, at: 0, end, ..*self }
    }

    /// The whole statement without the tokens from one position up to another.
    pub(crate) fn without(&self, from: usize, to: usize) -> Statement<'a> {
        let tokens = [&self.tokens[..from], &self.tokens[to..]].concat();
        Statement { dialect: self.dialect, file: self.file, text: self.text, tokens, within: self.within }
    }

    /// A cursor over nothing, at this place.
    pub(crate) fn nothing(&self) -> Self {
        Self { tokens: &[], at: 0, ..*self }
    }

    pub(crate) fn skip_to_end(&mut self) {
        self.at = self.tokens.len();
    }

    /// The text from a position up to here.
    pub(crate) fn text_since(&self, position: usize) -> &'a str {
        match (self.tokens.get(position), self.at.checked_sub(1).and_then(|last| self.tokens.get(last))) {
            (Some(first), Some(last)) if position < self.at => &self.text[first.start as usize..last.end as usize],
            _ => "",
        }
    }

    /// The tokens from a position up to here: where each begins, what stands before it in the text, and its own text.
    pub(crate) fn tokens_since(&self, position: usize) -> Vec<(Place, &'a str, &'a str)> {
        let tokens = &self.tokens[position..self.at];
        let mut before = tokens.first().map_or(0, |token| token.start as usize);
        let piece = |token: &Token| {
            let place = self.within.unwrap_or(Place { file: self.file, offset: token.start });
            let blank = &self.text[before..token.start as usize];
            before = token.end as usize;
            (place, blank, self.slice(*token))
        };
        tokens.iter().map(piece).collect()
    }

    /// What stands from a position up to here, as a fragment.
    pub(crate) fn fragment_since(&self, position: usize) -> Fragment {
        let tokens = &self.tokens[position..self.at];
        let word = |token: Option<&Token>, word: &str| {
            token.is_some_and(|&token| token.kind == TokenKind::Word && self.slice(token).eq_ignore_ascii_case(word))
        };
        let mut names = Vec::new();
        for (at, &token) in tokens.iter().enumerate() {
            if !matches!(token.kind, TokenKind::Word | TokenKind::Quoted) {
                continue;
            }
            let before = at.checked_sub(1).map(|before| &tokens[before]);
            let after = tokens.get(at + 1);
            let called = after.is_some_and(|next| next.kind == TokenKind::Punctuation(b'('));
            let cast = before.is_some_and(|before| self.slice(*before).starts_with("::"));
            let cast_type = word(before, "AS");
            let qualifier = after.is_some_and(|next| next.kind == TokenKind::Punctuation(b'.'));
            if !(called && token.kind == TokenKind::Word || cast || cast_type || qualifier) {
                names.push(self.decode_name(token));
            }
        }
        let text = self.text_since(position).to_owned();
        Fragment { text, names, one_of: self.one_of(tokens), sequence: self.sequence(tokens) }
    }

    /// Reads `nextval('sequence'…)`.
    fn sequence(&self, tokens: &[Token]) -> Option<QualifiedName> {
        let called = tokens.windows(3).find(|part| self.slice(part[0]).eq_ignore_ascii_case("nextval"))?;
        // A text that is looked up when it is used is no dependency: `nextval('sequence'::text)`.
        let as_text = tokens.windows(2).any(|part| self.slice(part[0]) == "::" && self.slice(part[1]) == "text");
        if called[2].kind != TokenKind::String || as_text {
            return None;
        }
        let place = self.within.unwrap_or(Place { file: self.file, offset: called[2].start });
        let name = decode_string(self.slice(called[2]), self.dialect);
        let mut parts = Vec::new();
        let mut lexer = Lexer::new(&name, self.dialect);
        while let Ok(Some(token)) = lexer.next() {
            if matches!(token.kind, TokenKind::Word | TokenKind::Quoted) {
                parts.push(Name {
                    value: decode_name(&name[token.start as usize..token.end as usize], self.dialect),
                    place,
                });
            }
        }
        let name = parts.pop()?;
        Some(QualifiedName { schema: parts.pop(), name })
    }

    /// Reads `name IN ('a', 'b')` and `name = ANY (ARRAY['a'::text, 'b'])`, whatever parentheses and casts are around.
    fn one_of(&self, tokens: &[Token]) -> Option<(String, Vec<String>)> {
        let mut name = None;
        let mut values = Vec::new();
        let mut cast = false;
        for &token in tokens {
            let text = self.slice(token);
            match token.kind {
                TokenKind::Punctuation(_) => {}
                TokenKind::String => values.push(decode_string(text, self.dialect)),
                TokenKind::Operator if text.starts_with("::") => {
                    cast = true;
                    continue;
                }
                TokenKind::Operator if text == "=" && values.is_empty() => {}
                TokenKind::Word | TokenKind::Quoted if cast => continue,
                TokenKind::Word if ["IN", "ANY", "ARRAY"].iter().any(|word| text.eq_ignore_ascii_case(word)) => {}
                TokenKind::Word | TokenKind::Quoted if name.is_none() => name = Some(self.decode_name(token)),
                _ => return None,
            }
            cast = cast && matches!(token.kind, TokenKind::Punctuation(b'[' | b']' | b'.'));
        }
        let single_equality = !tokens.iter().any(|&token| {
            ["IN", "ANY"]
                .iter()
                .any(|word| token.kind == TokenKind::Word && self.slice(token).eq_ignore_ascii_case(word))
        });
        Some((name?, values)).filter(|(_, values)| !values.is_empty() && !single_equality)
    }
}

/// The name that an identifier as it is written stands for.
fn decode_name(text: &str, dialect: Dialect) -> String {
    if dialect == Dialect::Sqlite || dialect.is_mysql() {
        return match text.as_bytes() {
            [quote @ (b'`' | b'"' | b'\''), .., last] if last == quote => {
                let quote = char::from(*quote).to_string();
                text[1..text.len() - 1].replace(&quote.repeat(2), &quote)
            }
            [b'[', .., b']'] => text[1..text.len() - 1].to_owned(),
            _ => text.to_owned(),
        };
    }
    let decoded = if text.starts_with('"') {
        text[1..text.len() - 1].replace("\"\"", "\"")
    } else if text.ends_with('"') {
        decode_unicode(&text[3..text.len() - 1].replace("\"\"", "\""), '\\')
    } else if dialect == Dialect::Cockroachdb {
        text.to_lowercase()
    } else {
        text.to_ascii_lowercase()
    };
    clip(&decoded, dialect.longest_name()).to_owned()
}

/// The value of a string as it is written.
fn decode_string(text: &str, dialect: Dialect) -> String {
    if dialect.is_mysql() {
        return decode_mysql_string(text);
    }
    if let Some(rest) = text.strip_prefix('$') {
        let tag = rest.find('$').map_or(1, |at| at + 2);
        return text[tag..text.len() - tag].to_owned();
    }
    let open = text.find('\'').map_or(0, |at| at + 1);
    let body = &text[open..text.len() - 1];
    match text.as_bytes()[0] | 0x20 {
        b'e' => decode_escapes(body),
        b'u' => decode_unicode(&body.replace("''", "'"), '\\'),
        _ => body.replace("''", "'"),
    }
}

/// The value of a string of MySQL's: <https://dev.mysql.com/doc/refman/8.4/en/string-literals.html>.
fn decode_mysql_string(text: &str) -> String {
    let open = text.find(['\'', '"']).unwrap_or(0);
    let quote = text[open..].chars().next().unwrap_or('\'');
    let mut out = String::with_capacity(text.len());
    let mut chars = text[open + 1..text.len() - 1].chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next().unwrap_or('\\') {
                '0' => out.push('\0'),
                'b' => out.push('\u{8}'),
                'n' => out.push('\n'),
                'r' => out.push('\r'),
                't' => out.push('\t'),
                'Z' => out.push('\u{1a}'),
                // These stay as they are, for patterns.
                wildcard @ ('%' | '_') => out.extend(['\\', wildcard]),
                other => out.push(other),
            },
            c if c == quote => {
                out.push(quote);
                chars.next();
            }
            c => out.push(c),
        }
    }
    out
}

/// The backslash escapes of `E'…'`.
fn decode_escapes(body: &str) -> String {
    let mut out = String::with_capacity(body.len());
    let mut chars = body.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek().copied()) {
            ('\'', Some('\'')) => {
                chars.next();
                out.push('\'');
            }
            ('\\', Some(escaped)) => {
                chars.next();
                let digits = match escaped {
                    'x' => (16, 2),
                    'u' => (16, 4),
                    'U' => (16, 8),
                    _ => (0, 0),
                };
                match escaped {
                    'n' => out.push('\n'),
                    't' => out.push('\t'),
                    'r' => out.push('\r'),
                    'b' => out.push('\u{8}'),
                    'f' => out.push('\u{c}'),
                    'x' | 'u' | 'U' => out.extend(take_code_point(&mut chars, digits.0, digits.1)),
                    other => out.push(other),
                }
            }
            _ => out.push(c),
        }
    }
    out
}

/// The escapes of `U&'…'` and `U&"…"`: `\0061` and `\+000061`.
fn decode_unicode(body: &str, escape: char) -> String {
    let mut out = String::with_capacity(body.len());
    let mut chars = body.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek().copied()) {
            (c, Some(next)) if c == escape && next == escape => {
                chars.next();
                out.push(escape);
            }
            (c, Some('+')) if c == escape => {
                chars.next();
                out.extend(take_code_point(&mut chars, 16, 6));
            }
            (c, Some(digit)) if c == escape && digit.is_ascii_hexdigit() => {
                out.extend(take_code_point(&mut chars, 16, 4));
            }
            _ => out.push(c),
        }
    }
    out
}

fn take_code_point(chars: &mut std::iter::Peekable<std::str::Chars<'_>>, radix: u32, most: usize) -> Option<char> {
    let mut value = 0_u32;
    for _ in 0..most {
        let Some(digit) = chars.peek().and_then(|c| c.to_digit(radix)) else { break };
        value = value.wrapping_mul(radix).wrapping_add(digit);
        chars.next();
    }
    char::from_u32(value)
}
