//! Files to statements: where one ends and the next begins.

use std::ops::Range;

use crate::dialect::Dialect;
use crate::error::Error;
use crate::fault::Fault;
use crate::lexer::{Lexer, Token, TokenKind, Unterminated};
use crate::source::{Place, Source, Sources};

/// A statement: its tokens, without the semicolon.
#[derive(Clone, Debug)]
pub(crate) struct Statement<'a> {
    pub(crate) dialect: Dialect,
    pub(crate) file: u32,
    pub(crate) text: &'a str,
    pub(crate) tokens: Vec<Token>,
    /// Where a text stands that is not the file's own, such as a string that `EXECUTE` runs.
    pub(crate) within: Option<Place>,
}

impl Statement<'_> {
    /// The bytes of the text that it takes, or of a statement of data its first words.
    pub(crate) fn range(&self) -> Option<Range<usize>> {
        Some(self.tokens.first()?.start as usize..self.tokens.last()?.end as usize)
    }
}

/// A text that holds statements or the body of a routine: all or part of a file, or a string in one.
#[derive(Clone, Debug)]
pub(crate) struct Script<'a> {
    pub(crate) dialect: Dialect,
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
/// backslash, both of which stand in every dump. And it follows the `DELIMITER` lines of the client `mysql`.
pub(crate) struct Statements<'a> {
    dialect: Dialect,
    file: u32,
    text: &'a str,
    lexer: Lexer<'a>,
    within: Option<Place>,
    failed: bool,
    /// What lies between the statement before and the one read last.
    before: Range<usize>,
    /// What ends statements in place of the semicolon: <https://dev.mysql.com/doc/refman/8.4/en/mysql-commands.html>.
    delimiter: Option<&'a str>,
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
        let Script { dialect, file, text, start, end, within } = *script;
        let text = &text[..end];
        let mut lexer = Lexer::new(text, dialect);
        lexer.seek(start.max(lexer.position()));
        let before = lexer.position()..lexer.position();
        Self { dialect, file, text, lexer, within, failed: false, before, delimiter: None }
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
        let script = Script {
            dialect: self.dialect,
            file: self.file,
            text: self.text,
            start: end - ddl.len(),
            end,
            within: self.within,
        };
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

    /// Steps over blank lines, comments and the commands of the clients `psql` and `mysql`.
    fn skip_to_statement(&mut self) -> Result<(), Unterminated> {
        loop {
            self.lexer.skip_blank()?;
            let at = self.lexer.position();
            let psql = matches!(self.dialect, Dialect::Postgres | Dialect::Cockroachdb);
            if psql && self.text[at..].starts_with('\\') {
                self.lexer.skip_line();
            } else if !(self.dialect.is_mysql() && self.follow_delimiter(at)) {
                return Ok(());
            }
        }
    }

    /// Steps over a line `DELIMITER …`, and follows it.
    fn follow_delimiter(&mut self, at: usize) -> bool {
        let line = self.text[at..].lines().next().unwrap_or_default();
        let mut words = line.split_ascii_whitespace();
        if !words.next().is_some_and(|word| word.eq_ignore_ascii_case("DELIMITER")) {
            return false;
        }
        self.delimiter = words.next().filter(|delimiter| *delimiter != ";");
        self.lexer.skip_line();
        true
    }

    /// Cuts a token off where a delimiter begins in it. Says whether that is at once: then the statement ends here.
    fn cut_at_delimiter(&mut self, token: &mut Token) -> bool {
        let Some(delimiter) = self.delimiter else { return false };
        if matches!(token.kind, TokenKind::String | TokenKind::Quoted) {
            return false;
        }
        let (start, end) = (token.start as usize, token.end as usize);
        if self.text[start..].starts_with(delimiter) {
            self.lexer.seek(start + delimiter.len());
            return true;
        }
        // The delimiter may begin in the token and end behind it.
        let reach = (end + delimiter.len() - 1).min(self.text.len());
        let within = |at: &usize| self.text.as_bytes()[*at..reach].starts_with(delimiter.as_bytes());
        if let Some(at) = (start + 1..end).find(within) {
            token.end = at as u32;
            self.lexer.seek(at);
        }
        false
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
        // Data can be of any length and shapes no table: of such statements only the first words are kept, and what is
        // called.
        let mut keep = usize::MAX;
        let mut called = false;
        let mut depth = 0_u32;
        // `BEGIN ATOMIC … END` in a function's body holds statements of its own.
        let mut blocks = 0_u32;
        while let Some(mut token) = self.lexer.next()? {
            if self.cut_at_delimiter(&mut token) {
                if tokens.is_empty() {
                    self.skip_to_statement()?;
                    continue;
                }
                return Ok(Some(tokens));
            }
            match token.kind {
                TokenKind::Punctuation(b'(') => depth += 1,
                TokenKind::Punctuation(b')') => depth = depth.saturating_sub(1),
                TokenKind::Punctuation(b';') if self.delimiter.is_some() => {}
                TokenKind::Punctuation(b';') if self.is_in_trigger(&tokens) => {}
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
                TokenKind::Word if self.dialect.is_mysql() && self.may_hold_statements(&tokens) => {
                    if self.opens_block(&tokens, token) {
                        blocks += 1;
                    } else if self.closes_block(&tokens, token) {
                        blocks = blocks.saturating_sub(1);
                    }
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
                    let data = ["INSERT", "UPDATE", "DELETE", "MERGE", "REPLACE"];
                    if data.iter().any(|verb| self.word(token).eq_ignore_ascii_case(verb)) {
                        keep = 8;
                    }
                }
                _ => {}
            }
            let opens = token.kind == TokenKind::Punctuation(b'(') && called;
            called = keep < usize::MAX && self.may_be_called(token);
            if tokens.len() < keep || called || opens {
                tokens.push(token);
            }
        }
        Ok(if tokens.is_empty() { None } else { Some(tokens) })
    }

    /// Whether this may be the name of a routine of PostgreSQL's that is called.
    fn may_be_called(&self, token: Token) -> bool {
        let psql = matches!(self.dialect, Dialect::Postgres | Dialect::Cockroachdb);
        let rest = || self.text[token.end as usize..].trim_start();
        psql && matches!(token.kind, TokenKind::Word | TokenKind::Quoted) && rest().starts_with('(')
    }

    /// Whether it is one of MySQL's statements that hold others between `BEGIN` and `END`.
    fn may_hold_statements(&self, tokens: &[Token]) -> bool {
        if self.is(tokens.first(), "BEGIN") {
            return self.is(tokens.get(1), "NOT");
        }
        let kinds = ["TRIGGER", "PROCEDURE", "FUNCTION", "EVENT", "PACKAGE"];
        // Between the verb and the kind stand OR REPLACE, DEFINER = … and AGGREGATE at most.
        let kind = tokens.iter().take(12).any(|token| kinds.iter().any(|kind| self.is(Some(token), kind)));
        self.is(tokens.first(), "CREATE") && kind || self.is(tokens.first(), "ALTER") && self.is(tokens.get(1), "EVENT")
    }

    /// Whether a word begins a block of MySQL's, which an `END` ends.
    ///
    /// <https://dev.mysql.com/doc/refman/8.4/en/sql-compound-statements.html>
    fn opens_block(&self, tokens: &[Token], token: Token) -> bool {
        let last = tokens.last();
        let is = |words: &[&str]| words.iter().any(|word| self.is(Some(&token), word));
        if self.is(last, "END") {
            return false;
        }
        // `BEGIN` itself is told from that of a transaction here.
        if tokens.len() == 2 && is(&["ATOMIC"]) {
            return true;
        }
        let begins_statement = || {
            let words = ["THEN", "ELSE", "BEGIN", "DO", "LOOP", "REPEAT", "ROW", "ATOMIC"];
            let sign = |token: &Token| matches!(token.kind, TokenKind::Punctuation(b';' | b':' | b')'));
            last.is_some_and(sign) || words.iter().any(|word| self.is(last, word))
        };
        is(&["BEGIN", "CASE"]) || is(&["IF", "LOOP", "WHILE", "REPEAT"]) && begins_statement()
    }

    fn closes_block(&self, tokens: &[Token], token: Token) -> bool {
        self.is(Some(&token), "END") && tokens.last().is_some_and(|last| last.kind != TokenKind::Punctuation(b'.'))
    }

    /// Whether these tokens begin a trigger of SQLite's whose body is not over: that ends with `END`, which nothing but a
    /// semicolon stands before.
    ///
    /// <https://www.sqlite.org/lang_createtrigger.html>
    fn is_in_trigger(&self, tokens: &[Token]) -> bool {
        let word = |at: usize, word: &str| self.is(tokens.get(at), word);
        let name = 1 + usize::from(word(1, "TEMP") || word(1, "TEMPORARY"));
        if self.dialect != Dialect::Sqlite || !word(0, "CREATE") || !word(name, "TRIGGER") {
            return false;
        }
        let ended = match tokens {
            [.., before, end] => before.kind == TokenKind::Punctuation(b';') && self.is(Some(end), "END"),
            _ => false,
        };
        !ended && tokens.iter().any(|token| self.is(Some(token), "BEGIN"))
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
                // Outside of strings and comments a `#` stands only where it begins a comment itself.
                (b'#', _) => self.at = self.line_end(),
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

/// Where the statements of a text are, in their order, as it would be replayed: each without what ends it, and of one that
/// writes data its first words.
///
/// What lies between them is blanks, comments, semicolons, what the clients `psql` and `mysql` read themselves, and data.
///
/// ```
/// use schema_catalog::{Dialect, split_statements};
///
/// let sql = "CREATE TABLE a (b text DEFAULT ';'); -- a;\nDROP TABLE a;";
/// let statements: Vec<&str> = split_statements(Dialect::Postgres, "up.sql", sql)?.into_iter().map(|at| &sql[at]).collect();
/// assert_eq!(statements, ["CREATE TABLE a (b text DEFAULT ';')", "DROP TABLE a"]);
/// # Ok::<(), schema_catalog::Error>(())
/// ```
///
/// # Errors
///
/// If a string, a quoted name or a comment is never ended.
pub fn split_statements(dialect: Dialect, name: &str, sql: &str) -> Result<Vec<Range<usize>>, Error> {
    let mut sources = Sources::default();
    let file = sources.push(Source::new(name, sql));
    let script = Script { dialect, file, text: sql, start: 0, end: sql.len(), within: None };
    let ranges = Statements::of(&script).filter_map(|statement| statement.map(|it| it.range()).transpose());
    ranges.collect::<Result<_, Fault>>().map_err(|fault| fault.into_error(&sources))
}

/// All of a script as one statement, for a language in which more than semicolons parts statements.
pub(crate) fn as_one<'a>(script: &Script<'a>) -> Result<Statement<'a>, Fault> {
    let mut reader = Statements::of(script);
    let mut tokens = Vec::new();
    loop {
        match reader.lexer.next() {
            Ok(Some(token)) => tokens.push(token),
            Ok(None) => {
                return Ok(Statement {
                    dialect: script.dialect,
                    file: script.file,
                    text: script.text,
                    tokens,
                    within: script.within,
                });
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
                let Self { dialect, file, text, within, .. } = *self;
                tokens.map(|tokens| Ok(Statement { dialect, file, text, tokens, within }))
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
    use crate::dialect::Dialect;

    fn split(text: &str) -> Vec<&str> {
        split_as(Dialect::Postgres, text)
    }

    fn split_as(dialect: Dialect, text: &str) -> Vec<&str> {
        Statements::of(&Script { dialect, file: 0, text, start: 0, end: text.len(), within: None })
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
    fn blocks_of_mysql_are_one_statement_with_and_without_delimiter() {
        let split = |text: &'static str| {
            let script = Script { dialect: Dialect::Mariadb, file: 0, text, start: 0, end: text.len(), within: None };
            Statements::of(&script)
                .map(|statement| {
                    let tokens = statement.expect("nothing is left open").tokens;
                    &text[tokens[0].start as usize..tokens[tokens.len() - 1].end as usize]
                })
                .collect::<Vec<_>>()
        };
        let trigger = "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN IF (x) THEN SET @a = IF(1, 2, 3); END IF; \
                       CASE x WHEN 1 THEN SELECT CASE WHEN 1 THEN 2 END; END CASE; END; b";
        assert_eq!(split(trigger).last(), Some(&"b"));
        assert_eq!(split(trigger).len(), 2);
        assert_eq!(split("DELIMITER $$\na; b END$$\n\nc $$\ndelimiter ;\nd; e"), ["a; b END", "c", "d", "e"]);
        assert_eq!(split("DELIMITER //\na /* // */ 'x//y' * 2//\nDELIMITER ;\nb"), ["a /* // */ 'x//y' * 2", "b"]);
    }

    #[test]
    fn triggers_of_sqlite_are_one_statement() {
        let text = "CREATE TEMP TRIGGER r AFTER INSERT ON t BEGIN UPDATE t SET a = CASE b WHEN 1 THEN 2 END; \
                    SELECT 1; END; SELECT 2; CREATE TRIGGER BROKEN; SELECT 3";
        assert_eq!(split_as(Dialect::Sqlite, text).len(), 4);
    }

    #[test]
    fn the_data_and_commands_of_a_dump_are_stepped_over() {
        let text = "\\restrict abc\nCOPY public.t (a) FROM stdin;\nit's; data\n\\N\n\\.\n\nb;\n\\connect other\nc";
        assert_eq!(split(text), ["COPY public.t (a) FROM stdin", "b", "c"]);
    }
}
