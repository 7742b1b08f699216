//! Files to statements: where one ends and the next begins.

use std::ops::Range;

use crate::fault::Fault;
use crate::lexer::{Lexer, Token, TokenKind, Unterminated};
use crate::source::Place;

/// A statement: its tokens, without the semicolon.
#[derive(Clone, Debug)]
pub(crate) struct Statement<'a> {
    pub(crate) file: u32,
    pub(crate) text: &'a str,
    pub(crate) tokens: Vec<Token>,
    /// Where a text stands that is not the file's own, such as a string that `EXECUTE` runs.
    pub(crate) within: Option<Place>,
}

/// A text that holds statements or the body of a routine: all or part of a file, or a string in one.
#[derive(Clone, Debug)]
pub(crate) struct Script<'a> {
    pub(crate) file: u32,
    pub(crate) text: &'a str,
    /// The first byte to read, and that after the last.
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Where the text stands, if it is not the file's own.
    pub(crate) within: Option<Place>,
}

/// Reads the statements of a file, one at a time.
///
/// Besides SQL it steps over what `psql` reads itself: the data after `COPY … FROM stdin` and lines that begin with a
/// backslash, both of which stand in every dump.
pub(crate) struct Statements<'a> {
    file: u32,
    text: &'a str,
    lexer: Lexer<'a>,
    within: Option<Place>,
    failed: bool,
    /// What lies between the statement before and the one read last.
    before: Range<usize>,
}

/// What a comment says of the statement below it: `-- schema: ignore`, or `-- schema: apply <DDL>`.
#[derive(Clone, Debug)]
pub(crate) struct Directive<'a> {
    pub(crate) place: Place,
    /// What is applied in place of the statement: nothing for `ignore`.
    pub(crate) instead: Vec<Script<'a>>,
}

impl<'a> Statements<'a> {
    /// The statements of a script.
    pub(crate) fn of(script: &Script<'a>) -> Self {
        let Script { file, text, start, end, within } = *script;
        let text = &text[..end];
        let mut lexer = Lexer::new(text);
        lexer.seek(start.max(lexer.position()));
        let before = lexer.position()..lexer.position();
        Self { file, text, lexer, within, failed: false, before }
    }

    /// What comments say of the statement that was read last, or of the end of the script.
    ///
    /// Each stands on a line of its own between the statement before and this one. Several `apply` add up.
    pub(crate) fn directive(&self) -> Result<Option<Directive<'a>>, Fault> {
        let mut found: Option<Directive<'a>> = None;
        for comment in Comments::of(self.text, self.before.clone()) {
            let Some((place, instead)) = self.said(&comment)? else { continue };
            match (&mut found, instead) {
                (None, instead) => found = Some(Directive { place, instead: instead.into_iter().collect() }),
                (Some(Directive { instead: scripts, .. }), Some(instead)) if !scripts.is_empty() => {
                    scripts.push(instead);
                }
                (Some(Directive { instead: scripts, .. }), None) if scripts.is_empty() => {}
                _ => return Err(Fault::new(place, "`ignore` and `apply` are said of one statement")),
            }
        }
        Ok(found)
    }

    /// What one comment says, if it is meant for this: its place, and what is to be applied.
    fn said(&self, comment: &Range<usize>) -> Result<Option<(Place, Option<Script<'a>>)>, Fault> {
        let text = self.text[comment.clone()].trim_end();
        let Some(said) = text.trim_start_matches('-').trim_start().strip_prefix("schema:").map(str::trim_start) else {
            return Ok(None);
        };
        let (word, ddl) = said.split_once(char::is_whitespace).unwrap_or((said, ""));
        if !matches!(word, "ignore" | "apply") {
            return Ok(None);
        }
        let place = self.within.unwrap_or(Place { file: self.file, offset: comment.start as u32 });
        if !begins_its_line(self.text, comment.start) {
            let message = "this stands behind another statement, so which one it is about is not clear";
            return Err(
                Fault::new(place, message).help("write it on a line of its own, above the statement that it is about")
            );
        }
        if word == "ignore" {
            return Ok(Some((place, None)));
        }
        let ddl = ddl.trim_start();
        if ddl.is_empty() {
            return Err(Fault::new(place, "there is no statement in this").help("write `-- schema: apply <DDL>`"));
        }
        let end = comment.start + text.len();
        let script = Script { file: self.file, text: self.text, start: end - ddl.len(), end, within: self.within };
        Ok(Some((place, Some(script))))
    }

    fn fault(&self, error: Unterminated) -> Fault {
        let Unterminated { start, what, ends_with } = error;
        let place = self.within.unwrap_or(Place { file: self.file, offset: start });
        Fault::new(place, format!("this {what} is never ended")).help(format!("end it with `{ends_with}`"))
    }

    fn word(&self, token: Token) -> &'a str {
        if token.kind == TokenKind::Word { &self.text[token.start as usize..token.end as usize] } else { "" }
    }

    fn is(&self, token: Option<&Token>, word: &str) -> bool {
        token.is_some_and(|&token| self.word(token).eq_ignore_ascii_case(word))
    }

    /// Steps over blank lines, comments and `psql`'s own commands.
    fn skip_to_statement(&mut self) -> Result<(), Unterminated> {
        loop {
            self.lexer.skip_blank()?;
            if !self.text[self.lexer.position()..].starts_with('\\') {
                return Ok(());
            }
            self.lexer.skip_line();
        }
    }

    /// Steps over the lines of data after `COPY … FROM stdin;`, up to the line `\.`.
    fn skip_copy_data(&mut self) {
        self.lexer.skip_line();
        let mut at = self.lexer.position();
        for line in self.text[at..].split_inclusive('\n') {
            at += line.len();
            if line.trim_end() == "\\." {
                break;
            }
        }
        self.lexer.seek(at);
    }

    fn read(&mut self) -> Result<Option<Vec<Token>>, Unterminated> {
        let tokens = self.tokens()?;
        let first = tokens.as_ref().and_then(|tokens| tokens.first());
        self.before.end = first.map_or(self.text.len(), |first| first.start as usize);
        Ok(tokens)
    }

    fn tokens(&mut self) -> Result<Option<Vec<Token>>, Unterminated> {
        self.before = self.lexer.position()..self.lexer.position();
        self.skip_to_statement()?;
        let mut tokens: Vec<Token> = Vec::new();
        // Data can be of any length and shapes no table: of such statements only the first words are kept.
        let mut keep = usize::MAX;
        let mut depth = 0_u32;
        // `BEGIN ATOMIC … END` in a function's body holds statements of its own.
        let mut blocks = 0_u32;
        while let Some(token) = self.lexer.next()? {
            match token.kind {
                TokenKind::Punctuation(b'(') => depth += 1,
                TokenKind::Punctuation(b')') => depth = depth.saturating_sub(1),
                TokenKind::Punctuation(b';') if depth == 0 && blocks == 0 => {
                    if tokens.is_empty() {
                        self.skip_to_statement()?;
                        continue;
                    }
                    if self.is_copy_from_stdin(&tokens) {
                        self.skip_copy_data();
                    }
                    return Ok(Some(tokens));
                }
                TokenKind::Word if self.is(tokens.first(), "CREATE") => {
                    let word = self.word(token);
                    if word.eq_ignore_ascii_case("ATOMIC") && self.is(tokens.last(), "BEGIN")
                        || blocks > 0 && word.eq_ignore_ascii_case("CASE")
                    {
                        blocks += 1;
                    } else if blocks > 0 && word.eq_ignore_ascii_case("END") {
                        blocks -= 1;
                    }
                }
                TokenKind::Word if tokens.is_empty() => {
                    let data = ["INSERT", "UPDATE", "DELETE", "MERGE"];
                    if data.iter().any(|verb| self.word(token).eq_ignore_ascii_case(verb)) {
                        keep = 4;
                    }
                }
                _ => {}
            }
            if tokens.len() < keep {
                tokens.push(token);
            }
        }
        Ok(if tokens.is_empty() { None } else { Some(tokens) })
    }

    fn is_copy_from_stdin(&self, tokens: &[Token]) -> bool {
        self.is(tokens.first(), "COPY")
            && tokens.windows(2).any(|pair| self.is(pair.first(), "FROM") && self.is(pair.last(), "STDIN"))
    }
}

/// Whether there is nothing before this byte on its line.
fn begins_its_line(text: &str, at: usize) -> bool {
    let line = text[..at].rsplit('\n').next().unwrap_or_default();
    line.trim_matches(['\u{feff}', ' ', '\t', '\r']).is_empty()
}

/// Comments to the end of the line, in a range of a text where there are no tokens but semicolons.
struct Comments<'a> {
    text: &'a str,
    at: usize,
    end: usize,
}

impl<'a> Comments<'a> {
    fn of(text: &'a str, range: Range<usize>) -> Self {
        Self { text, at: range.start, end: range.end }
    }

    fn line_end(&self) -> usize {
        let rest = &self.text.as_bytes()[self.at..self.end];
        self.at + rest.iter().position(|&byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len())
    }
}

/// The end of a block comment, which may hold others.
fn block_end(bytes: &[u8], mut at: usize) -> usize {
    let mut depth = 0_u32;
    while at < bytes.len() {
        match (bytes[at], bytes.get(at + 1)) {
            (b'/', Some(b'*')) => depth += 1,
            (b'*', Some(b'/')) => depth = depth.saturating_sub(1),
            _ => {
                at += 1;
                continue;
            }
        }
        at += 2;
        if depth == 0 {
            break;
        }
    }
    at
}

impl Iterator for Comments<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let bytes = &self.text.as_bytes()[..self.end];
        while let Some(&byte) = bytes.get(self.at) {
            match (byte, bytes.get(self.at + 1)) {
                (b'-', Some(b'-')) => {
                    let start = self.at;
                    self.at = self.line_end();
                    return Some(start..self.at);
                }
                (b'/', Some(b'*')) => self.at = block_end(bytes, self.at),
                (b'\\', _) => self.at = self.line_end(),
                _ => self.at += 1,
            }
        }
        None
    }
}

/// All of a script as one statement, for a language in which more than semicolons parts statements.
pub(crate) fn as_one<'a>(script: &Script<'a>) -> Result<Statement<'a>, Fault> {
    let mut reader = Statements::of(script);
    let mut tokens = Vec::new();
    loop {
        match reader.lexer.next() {
            Ok(Some(token)) => tokens.push(token),
            Ok(None) => {
                return Ok(Statement { file: script.file, text: script.text, tokens, within: script.within });
            }
            Err(error) => return Err(reader.fault(error)),
        }
    }
}

impl<'a> Iterator for Statements<'a> {
    type Item = Result<Statement<'a>, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        match self.read() {
            Ok(tokens) => {
                tokens.map(|tokens| Ok(Statement { file: self.file, text: self.text, tokens, within: self.within }))
            }
            Err(error) => {
                self.failed = true;
                Some(Err(self.fault(error)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Script, Statements};

    fn split(text: &str) -> Vec<&str> {
        Statements::of(&Script { file: 0, text, start: 0, end: text.len(), within: None })
            .map(|statement| {
                let tokens = statement.expect("nothing is left open").tokens;
                &text[tokens[0].start as usize..tokens[tokens.len() - 1].end as usize]
            })
            .collect()
    }

    #[test]
    fn semicolons_end_statements_only_where_they_stand_free() {
        assert_eq!(split("a ';' ; -- ;\n b \"c;d\"; $$ ; $$;;"), ["a ';'", "b \"c;d\"", "$$ ; $$"]);
        assert_eq!(split("CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2); b").len(), 2);
    }

    #[test]
    fn bodies_of_functions_in_standard_sql_are_one_statement() {
        let text = "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END; b";
        assert_eq!(split(text).len(), 2);
    }

    #[test]
    fn the_data_and_commands_of_a_dump_are_stepped_over() {
        let text = "\\restrict abc\nCOPY public.t (a) FROM stdin;\nit's; data\n\\N\n\\.\n\nb;\n\\connect other\nc";
        assert_eq!(split(text), ["COPY public.t (a) FROM stdin", "b", "c"]);
    }
}
