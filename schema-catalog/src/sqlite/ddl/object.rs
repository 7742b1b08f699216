//! Indexes, views, triggers and virtual tables.

use super::expression::Expr;
use super::parser::Parser;
use super::query::{FromItem, Select};
use crate::cursor::{Name, QualifiedName};
use crate::fault::Fault;
use crate::lexer::TokenKind;
use crate::source::Place;

/// <https://www.sqlite.org/lang_createindex.html>
#[derive(Clone, Debug)]
pub(crate) struct CreateIndex {
    pub(crate) name: QualifiedName,
    pub(crate) if_not_exists: bool,
    pub(crate) unique: bool,
    pub(crate) table: Name,
    pub(crate) parts: Vec<IndexPart>,
    /// The condition of a partial index, and its text.
    pub(crate) predicate: Option<(Expr, String)>,
    pub(crate) place: Place,
}

/// A column or an expression of an index.
#[derive(Clone, Debug)]
pub(crate) struct IndexPart {
    pub(crate) expression: Expr,
}

/// <https://www.sqlite.org/lang_createview.html>
#[derive(Clone, Debug)]
pub(crate) struct CreateView {
    pub(crate) name: QualifiedName,
    pub(crate) if_not_exists: bool,
    pub(crate) temporary: bool,
    pub(crate) columns: Vec<Name>,
    pub(crate) query: Select,
    pub(crate) place: Place,
}

/// <https://www.sqlite.org/lang_createvtab.html>
#[derive(Clone, Debug)]
pub(crate) struct CreateVirtual {
    pub(crate) name: QualifiedName,
    pub(crate) if_not_exists: bool,
    pub(crate) module: Name,
    /// The module's arguments, as they are written.
    pub(crate) arguments: Vec<String>,
    pub(crate) place: Place,
}

/// <https://www.sqlite.org/lang_createtrigger.html>
#[derive(Clone, Debug)]
pub(crate) struct CreateTrigger {
    pub(crate) name: QualifiedName,
    pub(crate) if_not_exists: bool,
    pub(crate) temporary: bool,
    pub(crate) timing: Timing,
    pub(crate) event: Event,
    pub(crate) table: QualifiedName,
    pub(crate) when: Option<Expr>,
    pub(crate) steps: Vec<Step>,
    pub(crate) place: Place,
}

/// When a trigger runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Timing {
    Before,
    After,
    InsteadOf,
}

/// What a trigger waits for.
#[derive(Clone, Debug)]
pub(crate) enum Event {
    Insert,
    Delete,
    /// An update, of these columns if there are any.
    Update(Vec<Name>),
}

/// A statement of a trigger.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Select(Select),
    Insert { table: Name, columns: Vec<Name>, query: Option<Select>, upserts: Vec<Upsert> },
    Update { table: Name, sets: Vec<(Vec<Name>, Expr)>, from: Vec<FromItem>, filter: Option<Expr> },
    Delete { table: Name, filter: Option<Expr> },
}

/// `ON CONFLICT … DO …`: <https://www.sqlite.org/lang_upsert.html>.
#[derive(Clone, Debug)]
pub(crate) struct Upsert {
    pub(crate) sets: Vec<(Vec<Name>, Expr)>,
    /// The conflict's target, its condition, and that of the update.
    pub(crate) expressions: Vec<Expr>,
}

impl Parser<'_> {
    /// Reads on after `CREATE [UNIQUE] INDEX`.
    pub(super) fn create_index(&mut self, unique: bool) -> Result<CreateIndex, Fault> {
        let if_not_exists = self.if_not_exists();
        let place = self.cursor.place();
        let name = self.qualified_name("the name of the new index")?;
        self.expect(&["ON"])?;
        let table = self.name("the name of a table")?;
        let parts = self.in_parentheses(|parser| Ok(IndexPart { expression: parser.ordering()? }))?;
        let predicate = if self.eat(&["WHERE"]) {
            let start = self.cursor.position();
            let expression = self.expression()?;
            Some((expression, self.cursor.text_since(start).to_owned()))
        } else {
            None
        };
        self.end()?;
        Ok(CreateIndex { name, if_not_exists, unique, table, parts, predicate, place })
    }

    /// Reads on after `CREATE [TEMP] VIEW`.
    pub(super) fn create_view(&mut self, temporary: bool) -> Result<CreateView, Fault> {
        let if_not_exists = self.if_not_exists();
        let place = self.cursor.place();
        let name = self.qualified_name("the name of the new view")?;
        let columns = if self.cursor.is(&["("]) { self.column_names()? } else { Vec::new() };
        self.expect(&["AS"])?;
        let query = self.select()?;
        self.end()?;
        Ok(CreateView { name, if_not_exists, temporary, columns, query, place })
    }

    /// Reads on after `CREATE VIRTUAL TABLE`.
    pub(super) fn create_virtual(&mut self) -> Result<CreateVirtual, Fault> {
        let if_not_exists = self.if_not_exists();
        let place = self.cursor.place();
        let name = self.qualified_name("the name of the new table")?;
        self.expect(&["USING"])?;
        let module = self.name("the name of a module")?;
        let mut arguments = Vec::new();
        if self.eat(&["("]) {
            loop {
                let start = self.cursor.position();
                while !self.cursor.at_end() && !self.cursor.is_any(&[",", ")"]) {
                    self.cursor.skip_balanced();
                }
                arguments.push(self.cursor.text_since(start).to_owned());
                if !self.eat(&[","]) {
                    break;
                }
            }
            self.expect(&[")"])?;
        }
        self.end()?;
        Ok(CreateVirtual { name, if_not_exists, module, arguments, place })
    }

    /// Reads on after `CREATE [TEMP] TRIGGER`.
    pub(super) fn create_trigger(&mut self, temporary: bool) -> Result<CreateTrigger, Fault> {
        let if_not_exists = self.if_not_exists();
        let place = self.cursor.place();
        let name = self.qualified_name("the name of the new trigger")?;
        let timing = if self.eat(&["INSTEAD", "OF"]) {
            Timing::InsteadOf
        } else if self.eat(&["AFTER"]) {
            Timing::After
        } else {
            self.eat(&["BEFORE"]);
            Timing::Before
        };
        let event = match self.cursor.eat_any(&["INSERT", "DELETE", "UPDATE"]) {
            Some("INSERT") => Event::Insert,
            Some("DELETE") => Event::Delete,
            Some(_) if self.eat(&["OF"]) => Event::Update(self.list(|parser| parser.name("a column name"))?),
            Some(_) => Event::Update(Vec::new()),
            None => return Err(self.unexpected("`INSERT`, `UPDATE` or `DELETE`")),
        };
        self.expect(&["ON"])?;
        let table = self.qualified_name("the name of a table")?;
        self.eat(&["FOR", "EACH", "ROW"]);
        let when = if self.eat(&["WHEN"]) { Some(self.expression()?) } else { None };
        self.expect(&["BEGIN"])?;
        let mut steps = Vec::new();
        loop {
            steps.push(self.step()?);
            self.expect(&[";"])?;
            if self.eat(&["END"]) {
                break;
            }
        }
        self.end()?;
        Ok(CreateTrigger { name, if_not_exists, temporary, timing, event, table, when, steps, place })
    }

    fn step(&mut self) -> Result<Step, Fault> {
        if self.eat(&["UPDATE"]) {
            self.or_conflict()?;
            let table = self.step_table()?;
            self.expect(&["SET"])?;
            let sets = self.list(Self::set)?;
            let from = if self.eat(&["FROM"]) { self.from()? } else { Vec::new() };
            return Ok(Step::Update { table, sets, from, filter: self.filter()? });
        }
        if self.eat(&["DELETE", "FROM"]) {
            let table = self.step_table()?;
            return Ok(Step::Delete { table, filter: self.filter()? });
        }
        if self.cursor.is_any(&["INSERT", "REPLACE"]) {
            return self.insert();
        }
        if self.is_query() {
            return Ok(Step::Select(self.select()?));
        }
        Err(self.unexpected("`SELECT`, `INSERT`, `UPDATE` or `DELETE`"))
    }

    fn filter(&mut self) -> Result<Option<Expr>, Fault> {
        if self.eat(&["WHERE"]) { self.expression().map(Some) } else { Ok(None) }
    }

    /// Reads the table of a trigger's statement, which has no schema.
    fn step_table(&mut self) -> Result<Name, Fault> {
        let name = self.qualified_name("the name of a table")?;
        if let Some(schema) = name.schema {
            return Err(Fault::new(schema.place, "in a trigger the table of a statement is named without its schema"));
        }
        if self.cursor.is(&["INDEXED"]) || self.cursor.is(&["NOT", "INDEXED"]) {
            return Err(Fault::new(self.cursor.place(), "in a trigger `INDEXED BY` and `NOT INDEXED` are not allowed"));
        }
        Ok(name.name)
    }

    fn or_conflict(&mut self) -> Result<(), Fault> {
        if self.eat(&["OR"]) && self.cursor.eat_any(&["ROLLBACK", "ABORT", "REPLACE", "FAIL", "IGNORE"]).is_none() {
            return Err(self.unexpected("`ROLLBACK`, `ABORT`, `REPLACE`, `FAIL` or `IGNORE`"));
        }
        Ok(())
    }

    /// Reads `column = expression`, or several columns in parentheses.
    fn set(&mut self) -> Result<(Vec<Name>, Expr), Fault> {
        let columns = if self.cursor.is(&["("]) { self.column_names()? } else { vec![self.name("a column name")?] };
        self.expect(&["="])?;
        Ok((columns, self.expression()?))
    }

    fn insert(&mut self) -> Result<Step, Fault> {
        if !self.eat(&["REPLACE"]) {
            self.expect(&["INSERT"])?;
            self.or_conflict()?;
        }
        self.expect(&["INTO"])?;
        let table = self.step_table()?;
        let columns = if self.cursor.is(&["("]) { self.column_names()? } else { Vec::new() };
        if self.cursor.is(&["DEFAULT", "VALUES"]) {
            return Err(Fault::new(self.cursor.place(), "in a trigger `INSERT` takes no `DEFAULT VALUES`"));
        }
        let query = Some(self.select()?);
        let mut upserts = Vec::new();
        while self.cursor.kind(0) == Some(TokenKind::Word) && self.eat(&["ON", "CONFLICT"]) {
            upserts.push(self.upsert()?);
        }
        Ok(Step::Insert { table, columns, query, upserts })
    }

    fn upsert(&mut self) -> Result<Upsert, Fault> {
        let mut upsert = Upsert { sets: Vec::new(), expressions: Vec::new() };
        if self.cursor.is(&["("]) {
            upsert.expressions = self.in_parentheses(Self::ordering)?;
            upsert.expressions.extend(self.filter()?);
        }
        self.expect(&["DO"])?;
        if !self.eat(&["NOTHING"]) {
            self.expect(&["UPDATE", "SET"])?;
            upsert.sets = self.list(Self::set)?;
            upsert.expressions.extend(self.filter()?);
        }
        Ok(upsert)
    }
}
