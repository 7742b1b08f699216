//! Text to tokens, by the engine's own lexical rules, without copying.
//!
//! PostgreSQL's: <https://www.postgresql.org/docs/current/sql-syntax-lexical.html>.

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
    /// `$1`.
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

/// Reads tokens from a text, one at a time.
#[derive(Clone)]
pub(crate) struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Lexer<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, at: if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 } }
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
                b'-' if self.byte(self.at + 1) == b'-' => self.skip_line(),
                b'/' if self.byte(self.at + 1) == b'*' => self.skip_block_comment()?,
                _ => return Ok(()),
            }
        }
    }

    /// Steps to the end of the line.
    pub(crate) fn skip_line(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += rest.iter().position(|&byte| byte == b'\n' || byte == b'\r').unwrap_or(rest.len());
    }

    fn skip_block_comment(&mut self) -> Result<(), Unterminated> {
        let start = self.at;
        let mut depth = 0;
        while self.at < self.text.len() {
            match (self.byte(self.at), self.byte(self.at + 1)) {
                (b'/', b'*') => {
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
        Err(unterminated(start, "comment", "*/"))
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
            b'(' | b')' | b'[' | b']' | b',' | b';' => {
                self.at += 1;
                TokenKind::Punctuation(byte)
            }
            b'\'' => self.string(start, false)?,
            b'"' => self.quoted_identifier(start)?,
            b'$' => self.dollar(start)?,
            b'0'..=b'9' => self.number(),
            b'.' if self.byte(start + 1).is_ascii_digit() => self.number(),
            b'.' => {
                self.at += 1;
                TokenKind::Punctuation(byte)
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
            _ if is_operator(byte) => self.operator(),
            _ => {
                // A character that no token begins with: the parser will name it.
                self.at += self.text[start..].chars().next().map_or(1, char::len_utf8);
                TokenKind::Operator
            }
        };
        Ok(Some(Token { kind, start: start as u32, end: self.at as u32 }))
    }

    fn word(&mut self, start: usize) -> Result<TokenKind, Unterminated> {
        let (first, second, third) = (self.byte(start) | 0x20, self.byte(start + 1), self.byte(start + 2));
        match (first, second) {
            (b'e', b'\'') => return self.string(start + 1, true),
            (b'b' | b'x' | b'n', b'\'') => return self.string(start + 1, false),
            (b'u', b'&') if third == b'\'' => return self.string(start + 2, false),
            (b'u', b'&') if third == b'"' => return self.quoted_identifier(start + 2),
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
        loop {
            match self.byte(self.at) {
                b'\'' if self.byte(self.at + 1) == b'\'' => self.at += 2,
                b'\'' => {
                    self.at += 1;
                    return Ok(TokenKind::String);
                }
                b'\\' if escapes => self.at += 2,
                0 if self.at >= self.text.len() => return Err(unterminated(quote, "string", "'")),
                _ => self.at += 1,
            }
        }
    }

    fn quoted_identifier(&mut self, quote: usize) -> Result<TokenKind, Unterminated> {
        self.at = quote + 1;
        loop {
            match self.byte(self.at) {
                b'"' if self.byte(self.at + 1) == b'"' => self.at += 2,
                b'"' => {
                    self.at += 1;
                    return Ok(TokenKind::Quoted);
                }
                0 if self.at >= self.text.len() => return Err(unterminated(quote, "quoted identifier", "\"")),
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

    fn operator(&mut self) -> TokenKind {
        while is_operator(self.byte(self.at)) {
            let comment = matches!((self.byte(self.at), self.byte(self.at + 1)), (b'-', b'-') | (b'/', b'*'));
            if comment {
                break;
            }
            self.at += 1;
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

    fn tokens(text: &str) -> Vec<&str> {
        let mut lexer = Lexer::new(text);
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
        assert_eq!(tokens("x[1:2] .5 a.b >=-1"), ["x", "[", "1", ":", "2", "]", ".5", "a", ".", "b", ">=-", "1"]);
        assert_eq!(tokens("\u{feff}été$1"), ["été$1"]);
    }

    #[test]
    fn what_is_left_open_is_named_with_its_end() {
        for (text, what, end) in [
            ("a 'b", "string", "'"),
            ("\"b", "quoted identifier", "\""),
            ("/* /* */", "comment", "*/"),
            ("$a$ $$", "dollar-quoted string", "$a$"),
        ] {
            let mut lexer = Lexer::new(text);
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
