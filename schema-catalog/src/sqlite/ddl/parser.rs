//! Reading names, and how deep the grammar goes.

use super::words::{is_join, is_reserved};
use crate::cursor::{Cursor, Name, QualifiedName};
use crate::fault::Fault;
use crate::lexer::TokenKind;

/// How deep expressions and queries may be nested. The engine takes 1,000 levels: <https://www.sqlite.org/limits.html>.
const DEEPEST: u32 = 200;

/// Reads the parts of a statement.
#[derive(Clone)]
pub(super) struct Parser<'a> {
    pub(super) cursor: Cursor<'a>,
    depth: u32,
}

impl<'a> Parser<'a> {
    pub(super) fn new(cursor: Cursor<'a>) -> Self {
        Self { cursor, depth: 0 }
    }

    pub(super) fn eat(&mut self, words: &[&str]) -> bool {
        self.cursor.eat(words)
    }

    pub(super) fn expect(&mut self, words: &[&str]) -> Result<(), Fault> {
        self.cursor.expect(words)
    }

    /// Reads something a level deeper, up to a limit.
    pub(super) fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Fault>) -> Result<T, Fault> {
        if self.depth >= DEEPEST {
            return Err(Fault::refused(self.cursor.place(), "this is nested too deep to be read"));
        }
        self.depth += 1;
        let read = read(self);
        self.depth -= 1;
        read
    }

    /// Whether the token so many ahead is an identifier: one that may be an alias without `AS`.
    pub(super) fn is_id(&self, ahead: usize) -> bool {
        match self.cursor.kind(ahead) {
            Some(TokenKind::Quoted) => true,
            Some(TokenKind::Word) => {
                let word = self.cursor.peek(ahead);
                !is_reserved(word) && !is_join(word)
            }
            _ => false,
        }
    }

    /// Whether the token so many ahead can name something: an identifier, a keyword of joins, or a string.
    pub(super) fn is_name(&self, ahead: usize) -> bool {
        match self.cursor.kind(ahead) {
            Some(TokenKind::Quoted | TokenKind::String) => true,
            Some(TokenKind::Word) => !is_reserved(self.cursor.peek(ahead)),
            _ => false,
        }
    }

    /// Reads a name. A string is one as well: <https://www.sqlite.org/quirks.html>.
    pub(super) fn name(&mut self, what: &str) -> Result<Name, Fault> {
        if self.is_name(0) { Ok(self.cursor.take_name()) } else { Err(self.unexpected(what)) }
    }

    /// The fault of what stands here where something else should; of a keyword it says that it can be quoted.
    pub(super) fn unexpected(&self, what: &str) -> Fault {
        let fault = self.cursor.unexpected(what);
        let word = self.cursor.peek(0);
        if self.cursor.kind(0) == Some(TokenKind::Word) && is_reserved(word) && what.contains("name") {
            fault.help(format!("`{word}` is a keyword: as a name it needs quotes, \"{word}\""))
        } else {
            fault
        }
    }

    /// Reads a name that may have its schema before it.
    pub(super) fn qualified_name(&mut self, what: &str) -> Result<QualifiedName, Fault> {
        let name = self.name(what)?;
        if self.eat(&["."]) {
            return Ok(QualifiedName { schema: Some(name), name: self.name(what)? });
        }
        Ok(QualifiedName { schema: None, name })
    }

    pub(super) fn if_exists(&mut self) -> bool {
        self.eat(&["IF", "EXISTS"])
    }

    pub(super) fn if_not_exists(&mut self) -> bool {
        self.eat(&["IF", "NOT", "EXISTS"])
    }

    /// Reads what commas part.
    pub(super) fn list<T>(&mut self, mut read: impl FnMut(&mut Self) -> Result<T, Fault>) -> Result<Vec<T>, Fault> {
        let mut all = vec![read(self)?];
        while self.eat(&[","]) {
            all.push(read(self)?);
        }
        Ok(all)
    }

    /// Reads what commas part, in parentheses.
    pub(super) fn in_parentheses<T>(
        &mut self,
        read: impl FnMut(&mut Self) -> Result<T, Fault>,
    ) -> Result<Vec<T>, Fault> {
        self.expect(&["("])?;
        let all = self.list(read)?;
        self.expect(&[")"])?;
        Ok(all)
    }

    /// Fails unless the statement is over.
    pub(super) fn end(&self) -> Result<(), Fault> {
        if self.cursor.at_end() { Ok(()) } else { Err(self.unexpected("the end of the statement")) }
    }
}
