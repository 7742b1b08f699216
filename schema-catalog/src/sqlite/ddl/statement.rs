//! Tells a statement by its leading words.

use super::alter::AlterTable;
use super::object::{CreateIndex, CreateTrigger, CreateView, CreateVirtual};
use super::parser::Parser;
use super::table::CreateTable;
use crate::cursor::{Cursor, Name, QualifiedName};
use crate::fault::Fault;
use crate::lexer::TokenKind;
use crate::source::Place;
use crate::statements::Statement;

/// What a statement says.
#[derive(Clone, Debug)]
pub(crate) enum Ddl {
    /// It cannot change the shape of a table.
    Irrelevant,
    /// A query, which changes nothing unless a function in it does: the names of those.
    Calls(Vec<Name>),
    CreateTable(Box<CreateTable>),
    CreateIndex(Box<CreateIndex>),
    CreateView(Box<CreateView>),
    CreateTrigger(Box<CreateTrigger>),
    CreateVirtual(Box<CreateVirtual>),
    AlterTable(Box<AlterTable>),
    Drop {
        kind: DropKind,
        name: QualifiedName,
        if_exists: bool,
    },
    Transaction(Transaction),
    Pragma(Pragma),
    Attach(Option<Name>),
    Detach(Name),
    /// Data is written to the engine's own tables.
    WritesSchema,
    Vacuum,
}

/// What a `DROP` drops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DropKind {
    Table,
    View,
    Index,
    Trigger,
}

/// <https://www.sqlite.org/lang_transaction.html>, <https://www.sqlite.org/lang_savepoint.html>
#[derive(Clone, Debug)]
pub(crate) enum Transaction {
    Begin,
    Commit,
    Rollback,
    Savepoint(Name),
    Release(Name),
    RollbackTo(Name),
}

/// <https://www.sqlite.org/pragma.html>
#[derive(Clone, Debug)]
pub(crate) struct Pragma {
    pub(crate) name: Name,
    pub(crate) value: Option<String>,
}

/// Reads a statement.
pub(crate) fn statement(statement: &Statement<'_>) -> Result<(Ddl, Place), Fault> {
    let mut parser = Parser::new(Cursor::new(statement));
    let place = parser.cursor.place();
    let ddl = parser.statement()?;
    Ok((ddl, place))
}

impl Parser<'_> {
    fn statement(&mut self) -> Result<Ddl, Fault> {
        const WORDS: [&str; 22] = [
            "CREATE",
            "ALTER",
            "DROP",
            "PRAGMA",
            "BEGIN",
            "COMMIT",
            "END",
            "ROLLBACK",
            "SAVEPOINT",
            "RELEASE",
            "ATTACH",
            "DETACH",
            "VACUUM",
            "SELECT",
            "VALUES",
            "WITH",
            "INSERT",
            "REPLACE",
            "UPDATE",
            "DELETE",
            "ANALYZE",
            "REINDEX",
        ];
        if self.cursor.is(&["EXPLAIN"]) {
            return Ok(Ddl::Irrelevant);
        }
        let Some(word) = self.cursor.eat_any(&WORDS) else { return Err(self.unexpected("a statement of SQLite's")) };
        match word {
            "CREATE" => self.create(),
            "ALTER" => {
                self.expect(&["TABLE"])?;
                Ok(Ddl::AlterTable(Box::new(self.alter_table()?)))
            }
            "DROP" => self.drop(),
            "PRAGMA" => self.pragma(),
            "ATTACH" => self.attach(),
            "DETACH" => {
                self.eat(&["DATABASE"]);
                let name = self.name("the name of a database")?;
                self.end()?;
                Ok(Ddl::Detach(name))
            }
            "VACUUM" => Ok(Ddl::Vacuum),
            "ANALYZE" | "REINDEX" => Ok(Ddl::Irrelevant),
            "SELECT" | "VALUES" | "WITH" => Ok(self.query_statement()),
            "INSERT" | "REPLACE" | "UPDATE" | "DELETE" => Ok(self.data_statement()),
            _ => self.transaction(word).map(Ddl::Transaction),
        }
    }

    fn create(&mut self) -> Result<Ddl, Fault> {
        let unique = self.eat(&["UNIQUE"]);
        if unique || self.cursor.is(&["INDEX"]) {
            self.expect(&["INDEX"])?;
            return Ok(Ddl::CreateIndex(Box::new(self.create_index(unique)?)));
        }
        if self.eat(&["VIRTUAL", "TABLE"]) {
            return Ok(Ddl::CreateVirtual(Box::new(self.create_virtual()?)));
        }
        let temporary = self.cursor.eat_any(&["TEMP", "TEMPORARY"]).is_some();
        match self.cursor.eat_any(&["TABLE", "VIEW", "TRIGGER"]) {
            Some("TABLE") => Ok(Ddl::CreateTable(Box::new(self.create_table(temporary)?))),
            Some("VIEW") => Ok(Ddl::CreateView(Box::new(self.create_view(temporary)?))),
            Some(_) => Ok(Ddl::CreateTrigger(Box::new(self.create_trigger(temporary)?))),
            None => Err(self.unexpected("`TABLE`, `INDEX`, `VIEW`, `TRIGGER` or `VIRTUAL TABLE`")),
        }
    }

    fn drop(&mut self) -> Result<Ddl, Fault> {
        let kind = match self.cursor.eat_any(&["TABLE", "VIEW", "INDEX", "TRIGGER"]) {
            Some("TABLE") => DropKind::Table,
            Some("VIEW") => DropKind::View,
            Some("INDEX") => DropKind::Index,
            Some(_) => DropKind::Trigger,
            None => return Err(self.unexpected("`TABLE`, `VIEW`, `INDEX` or `TRIGGER`")),
        };
        let if_exists = self.if_exists();
        let name = self.qualified_name("a name")?;
        if self.cursor.is_any(&["CASCADE", "RESTRICT", ","]) {
            let message = "SQLite drops one thing at a time, without `CASCADE` or `RESTRICT`";
            return Err(Fault::new(self.cursor.place(), message));
        }
        self.end()?;
        Ok(Ddl::Drop { kind, name, if_exists })
    }

    fn pragma(&mut self) -> Result<Ddl, Fault> {
        let name = self.qualified_name("the name of a pragma")?.name;
        let value = if self.cursor.eat_any(&["=", "("]).is_some() {
            self.cursor.eat_any(&["+", "-"]);
            Some(self.cursor.take_name().value)
        } else {
            None
        };
        Ok(Ddl::Pragma(Pragma { name, value }))
    }

    /// `ATTACH file AS name`; nothing is told of a name that is an expression.
    fn attach(&mut self) -> Result<Ddl, Fault> {
        self.eat(&["DATABASE"]);
        self.expression()?;
        self.expect(&["AS"])?;
        let name = if self.is_name(0) { Some(self.cursor.take_name()) } else { None };
        Ok(Ddl::Attach(name.filter(|_| self.cursor.at_end())))
    }

    fn transaction(&mut self, word: &str) -> Result<Transaction, Fault> {
        let name = |parser: &mut Self| {
            parser.eat(&["SAVEPOINT"]);
            parser.name("the name of a savepoint")
        };
        let said = match word {
            "BEGIN" => {
                self.cursor.eat_any(&["DEFERRED", "IMMEDIATE", "EXCLUSIVE"]);
                self.transaction_name()?;
                Transaction::Begin
            }
            "COMMIT" | "END" => {
                self.transaction_name()?;
                Transaction::Commit
            }
            "SAVEPOINT" => Transaction::Savepoint(self.name("a name for the savepoint")?),
            "RELEASE" => Transaction::Release(name(self)?),
            _ => {
                self.transaction_name()?;
                if self.eat(&["TO"]) { Transaction::RollbackTo(name(self)?) } else { Transaction::Rollback }
            }
        };
        self.end()?;
        Ok(said)
    }

    /// Steps over `TRANSACTION` and the name that may stand behind it, which means nothing.
    fn transaction_name(&mut self) -> Result<(), Fault> {
        if self.eat(&["TRANSACTION"]) && self.is_name(0) {
            self.name("a name")?;
        }
        Ok(())
    }

    /// The functions that a query calls.
    fn query_statement(&mut self) -> Ddl {
        let mut calls = Vec::new();
        while !self.cursor.at_end() {
            if self.cursor.is_any(&["INSERT", "UPDATE", "DELETE", "REPLACE"]) && self.cursor.peek(1) != "(" {
                self.cursor.advance();
                return self.data_statement();
            }
            let called = self.cursor.kind(1) == Some(TokenKind::Punctuation(b'('));
            if called && self.is_id(0) {
                calls.push(self.cursor.take_name());
            }
            self.cursor.advance();
        }
        Ddl::Calls(calls)
    }

    /// Tells whether data is written to a table of the engine's own: <https://www.sqlite.org/schematab.html>.
    fn data_statement(&mut self) -> Ddl {
        const SCHEMA: [&str; 4] = ["sqlite_schema", "sqlite_master", "sqlite_temp_schema", "sqlite_temp_master"];
        while !self.cursor.at_end() && !self.cursor.is_any(&["SET", "VALUES", "SELECT", "WHERE", "("]) {
            let name = self.cursor.take_name();
            if SCHEMA.iter().any(|table| name.value.eq_ignore_ascii_case(table)) {
                return Ddl::WritesSchema;
            }
        }
        Ddl::Irrelevant
    }
}
