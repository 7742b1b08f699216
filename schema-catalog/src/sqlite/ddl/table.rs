//! `CREATE TABLE`: <https://www.sqlite.org/lang_createtable.html>.

use super::expression::{Expr, ExprKind};
use super::parser::Parser;
use super::query::Select;
use crate::catalog::ReferentialAction;
use crate::cursor::{Name, QualifiedName};
use crate::fault::Fault;
use crate::lexer::TokenKind;
use crate::source::Place;

#[derive(Clone, Debug)]
pub(crate) struct CreateTable {
    pub(crate) name: QualifiedName,
    pub(crate) if_not_exists: bool,
    pub(crate) temporary: bool,
    pub(crate) body: TableBody,
    pub(crate) place: Place,
}

/// What a new table's columns are.
#[derive(Clone, Debug)]
pub(crate) enum TableBody {
    Query(Box<Select>),
    Definition {
        columns: Vec<ColumnDef>,
        constraints: Vec<TableConstraint>,
        without_rowid: Option<Place>,
        strict: bool,
    },
}

/// The definition of a column.
#[derive(Clone, Debug)]
pub(crate) struct ColumnDef {
    pub(crate) name: Name,
    /// The words that stand for its type, as the engine keeps them; empty where there are none.
    pub(crate) sql_type: String,
    pub(crate) constraints: Vec<(Option<Name>, ColumnConstraint, Place)>,
    /// Names that `CONSTRAINT` gives to nothing.
    pub(crate) idle_names: Vec<Name>,
}

/// `ON CONFLICT …`, where it is said.
pub(crate) type Conflict = Option<&'static str>;

/// A constraint of a column.
#[derive(Clone, Debug)]
pub(crate) enum ColumnConstraint {
    Null,
    NotNull,
    PrimaryKey { descending: bool, conflict: Conflict, autoincrement: bool },
    Unique(Conflict),
    Check { expression: Expr, text: String },
    Default { expression: Expr, text: String },
    Collate(Name),
    References(References),
    Generated { expression: Expr, text: String, kind: Option<Name> },
}

/// What a foreign key refers to.
#[derive(Clone, Debug)]
pub(crate) struct References {
    pub(crate) parent: Name,
    pub(crate) columns: Vec<Name>,
    pub(crate) on_delete: ReferentialAction,
    pub(crate) on_update: ReferentialAction,
    /// Whether it is checked when the transaction ends.
    pub(crate) deferred: bool,
}

/// A constraint of a table.
#[derive(Clone, Debug)]
pub(crate) struct TableConstraint {
    pub(crate) name: Option<Name>,
    pub(crate) kind: TableConstraintKind,
    pub(crate) place: Place,
}

/// What a constraint of a table demands.
#[derive(Clone, Debug)]
pub(crate) enum TableConstraintKind {
    PrimaryKey {
        columns: Vec<Expr>,
        conflict: Conflict,
        autoincrement: bool,
    },
    Unique {
        columns: Vec<Expr>,
        conflict: Conflict,
    },
    Check {
        expression: Expr,
        text: String,
    },
    ForeignKey {
        columns: Vec<Name>,
        references: References,
    },
    /// `CONSTRAINT name` with nothing behind it.
    Nothing,
}

/// The types whose names the engine keeps in upper case.
const STANDARD: [&str; 6] = ["ANY", "BLOB", "INT", "INTEGER", "REAL", "TEXT"];

impl Parser<'_> {
    /// Reads on after `CREATE [TEMP] TABLE`.
    pub(super) fn create_table(&mut self, temporary: bool) -> Result<CreateTable, Fault> {
        let if_not_exists = self.if_not_exists();
        let place = self.cursor.place();
        let name = self.qualified_name("the name of the new table")?;
        let body = if self.eat(&["AS"]) { TableBody::Query(Box::new(self.select()?)) } else { self.definition()? };
        self.end()?;
        Ok(CreateTable { name, if_not_exists, temporary, body, place })
    }

    fn definition(&mut self) -> Result<TableBody, Fault> {
        self.expect(&["("])?;
        let mut columns = vec![self.column_def()?];
        let mut constraints = Vec::new();
        while self.eat(&[","]) {
            if self.is_table_constraint() {
                constraints = self.table_constraints()?;
                break;
            }
            columns.push(self.column_def()?);
        }
        self.expect(&[")"])?;
        let (mut without_rowid, mut strict) = (None, false);
        if !self.cursor.at_end() {
            self.list(|parser| {
                let place = parser.cursor.place();
                if parser.eat(&["WITHOUT", "ROWID"]) {
                    without_rowid = Some(place);
                } else if parser.eat(&["STRICT"]) {
                    strict = true;
                } else {
                    return Err(parser.unexpected("`WITHOUT ROWID`, `STRICT` or the end of the statement"));
                }
                Ok(())
            })?;
        }
        Ok(TableBody::Definition { columns, constraints, without_rowid, strict })
    }

    fn is_table_constraint(&self) -> bool {
        self.cursor.is_any(&["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"])
    }

    /// Reads a column with its constraints.
    pub(super) fn column_def(&mut self) -> Result<ColumnDef, Fault> {
        let name = self.name("a column name")?;
        let sql_type = if self.is_type() { self.type_name()? } else { String::new() };
        let mut column = ColumnDef { name, sql_type, constraints: Vec::new(), idle_names: Vec::new() };
        let mut named: Option<Name> = None;
        loop {
            let place = self.cursor.place();
            if self.eat(&["CONSTRAINT"]) {
                column.idle_names.extend(named.replace(self.name("a name for the constraint")?));
                continue;
            }
            let Some(constraint) = self.column_constraint()? else { break };
            column.constraints.push((named.take(), constraint, place));
        }
        column.idle_names.extend(named);
        Ok(column)
    }

    fn is_type(&self) -> bool {
        (self.is_id(0) && !self.cursor.is(&["GENERATED"])) || self.cursor.is_string()
    }

    /// Reads the words that stand for a type: <https://www.sqlite.org/datatype3.html>.
    pub(super) fn type_name(&mut self) -> Result<String, Fault> {
        let start = self.cursor.position();
        while self.is_type() && !self.cursor.is(&["GENERATED", "ALWAYS"]) {
            self.cursor.advance();
        }
        if self.cursor.position() > start && self.eat(&["("]) {
            self.signed_number()?;
            if self.eat(&[","]) {
                self.signed_number()?;
            }
            self.expect(&[")"])?;
        }
        let text = unquoted(self.cursor.text_since(start));
        let standard = STANDARD.iter().find(|name| name.eq_ignore_ascii_case(&text));
        Ok(standard.map_or(text, |name| (*name).to_owned()))
    }

    fn signed_number(&mut self) -> Result<(), Fault> {
        self.cursor.eat_any(&["+", "-"]);
        if self.cursor.is_number() {
            self.cursor.advance();
            return Ok(());
        }
        Err(self.unexpected("a number"))
    }

    fn column_constraint(&mut self) -> Result<Option<ColumnConstraint>, Fault> {
        const KEYWORDS: [&str; 10] =
            ["NULL", "NOT", "PRIMARY", "UNIQUE", "CHECK", "DEFAULT", "COLLATE", "REFERENCES", "GENERATED", "AS"];
        let Some(keyword) = KEYWORDS.into_iter().find(|keyword| self.cursor.is(&[keyword])) else {
            // What is said of a foreign key's time of checking may stand anywhere.
            return Ok(self.deferral()?.map(|_| ColumnConstraint::Null));
        };
        if keyword == "NOT" && self.deferral()?.is_some() {
            return Ok(Some(ColumnConstraint::Null));
        }
        self.cursor.advance();
        Ok(Some(match keyword {
            "NULL" => {
                self.conflict()?;
                ColumnConstraint::Null
            }
            "NOT" => {
                self.expect(&["NULL"])?;
                self.conflict()?;
                ColumnConstraint::NotNull
            }
            "PRIMARY" => {
                self.expect(&["KEY"])?;
                let descending = self.cursor.eat_any(&["ASC", "DESC"]) == Some("DESC");
                let conflict = self.conflict()?;
                ColumnConstraint::PrimaryKey { descending, conflict, autoincrement: self.eat(&["AUTOINCREMENT"]) }
            }
            "UNIQUE" => ColumnConstraint::Unique(self.conflict()?),
            "CHECK" => {
                let (expression, text) = self.in_parentheses_with_text()?;
                ColumnConstraint::Check { expression, text }
            }
            "DEFAULT" => self.default_value()?,
            "COLLATE" => ColumnConstraint::Collate(self.name("the name of a collation")?),
            "REFERENCES" => ColumnConstraint::References(self.references()?),
            _ => {
                if keyword == "GENERATED" {
                    self.expect(&["ALWAYS", "AS"])?;
                }
                let (expression, text) = self.in_parentheses_with_text()?;
                let kind = if self.is_id(0) && !self.cursor.is(&["GENERATED"]) {
                    Some(self.name("`STORED` or `VIRTUAL`")?)
                } else {
                    None
                };
                ColumnConstraint::Generated { expression, text, kind }
            }
        }))
    }

    /// Reads an expression in parentheses, and its text.
    pub(super) fn in_parentheses_with_text(&mut self) -> Result<(Expr, String), Fault> {
        self.expect(&["("])?;
        let start = self.cursor.position();
        let expression = self.expression()?;
        let text = self.cursor.text_since(start).to_owned();
        self.expect(&[")"])?;
        Ok((expression, text))
    }

    /// Reads a default: a literal, a name that stands for a string, or an expression in parentheses.
    fn default_value(&mut self) -> Result<ColumnConstraint, Fault> {
        if self.cursor.is(&["("]) {
            let (expression, text) = self.in_parentheses_with_text()?;
            return Ok(ColumnConstraint::Default { expression, text });
        }
        let (start, place) = (self.cursor.position(), self.cursor.place());
        let signed = self.cursor.eat_any(&["+", "-"]).is_some();
        let literal = matches!(self.cursor.kind(0), Some(TokenKind::Number | TokenKind::String))
            || self.cursor.is_any(&["NULL", "CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP"]);
        let expression = if literal {
            self.literal_value()?
        } else if !signed && self.is_id(0) {
            let name = self.name("a default value")?;
            Expr { kind: ExprKind::String(name.value), parts: Vec::new(), queries: Vec::new(), place }
        } else {
            return Err(self.unexpected("a literal, or an expression in parentheses"));
        };
        Ok(ColumnConstraint::Default { expression, text: self.cursor.text_since(start).to_owned() })
    }

    fn conflict(&mut self) -> Result<Conflict, Fault> {
        if !self.eat(&["ON", "CONFLICT"]) {
            return Ok(None);
        }
        match self.cursor.eat_any(&["ROLLBACK", "ABORT", "FAIL", "IGNORE", "REPLACE"]) {
            Some(word) => Ok(Some(word)),
            None => Err(self.unexpected("`ROLLBACK`, `ABORT`, `FAIL`, `IGNORE` or `REPLACE`")),
        }
    }

    /// Reads on after `REFERENCES`: <https://www.sqlite.org/foreignkeys.html>.
    fn references(&mut self) -> Result<References, Fault> {
        let parent = self.name("the name of a table")?;
        let columns = if self.cursor.is(&["("]) { self.column_names()? } else { Vec::new() };
        let mut found = References {
            parent,
            columns,
            on_delete: ReferentialAction::NoAction,
            on_update: ReferentialAction::NoAction,
            deferred: false,
        };
        loop {
            if self.eat(&["ON", "DELETE"]) {
                found.on_delete = self.action()?;
            } else if self.eat(&["ON", "UPDATE"]) {
                found.on_update = self.action()?;
            } else if self.eat(&["ON", "INSERT"]) {
                self.action()?;
            } else if self.eat(&["MATCH"]) {
                self.name("`SIMPLE`, `PARTIAL` or `FULL`")?;
            } else {
                break;
            }
        }
        found.deferred = self.deferral()?.unwrap_or_default();
        Ok(found)
    }

    fn action(&mut self) -> Result<ReferentialAction, Fault> {
        for (words, action) in [
            (&["SET", "NULL"] as &[&str], ReferentialAction::SetNull),
            (&["SET", "DEFAULT"], ReferentialAction::SetDefault),
            (&["CASCADE"], ReferentialAction::Cascade),
            (&["RESTRICT"], ReferentialAction::Restrict),
            (&["NO", "ACTION"], ReferentialAction::NoAction),
        ] {
            if self.eat(words) {
                return Ok(action);
            }
        }
        Err(self.unexpected("`CASCADE`, `SET NULL`, `SET DEFAULT`, `RESTRICT` or `NO ACTION`"))
    }

    /// Reads `[NOT] DEFERRABLE [INITIALLY …]`, where it is next, and tells whether a foreign key is checked when the
    /// transaction ends: <https://www.sqlite.org/foreignkeys.html#fk_deferred>.
    fn deferral(&mut self) -> Result<Option<bool>, Fault> {
        let deferrable = !self.eat(&["NOT", "DEFERRABLE"]);
        if deferrable && !self.eat(&["DEFERRABLE"]) {
            return Ok(None);
        }
        if !self.eat(&["INITIALLY"]) {
            return Ok(Some(false));
        }
        match self.cursor.eat_any(&["DEFERRED", "IMMEDIATE"]) {
            Some(when) => Ok(Some(deferrable && when == "DEFERRED")),
            None => Err(self.unexpected("`DEFERRED` or `IMMEDIATE`")),
        }
    }

    /// Reads constraints of a table, with or without commas between them.
    fn table_constraints(&mut self) -> Result<Vec<TableConstraint>, Fault> {
        let mut all = Vec::new();
        loop {
            all.push(self.table_constraint()?);
            let comma = self.eat(&[","]);
            if !self.is_table_constraint() {
                return if comma { Err(self.unexpected("a constraint")) } else { Ok(all) };
            }
        }
    }

    pub(super) fn table_constraint(&mut self) -> Result<TableConstraint, Fault> {
        let place = self.cursor.place();
        let name = if self.eat(&["CONSTRAINT"]) { Some(self.name("a name for the constraint")?) } else { None };
        let kind = if self.eat(&["PRIMARY", "KEY"]) {
            self.expect(&["("])?;
            let columns = self.list(Self::ordering)?;
            let autoincrement = self.eat(&["AUTOINCREMENT"]);
            self.expect(&[")"])?;
            TableConstraintKind::PrimaryKey { columns, conflict: self.conflict()?, autoincrement }
        } else if self.eat(&["UNIQUE"]) {
            let columns = self.in_parentheses(Self::ordering)?;
            TableConstraintKind::Unique { columns, conflict: self.conflict()? }
        } else if self.eat(&["CHECK"]) {
            let (expression, text) = self.in_parentheses_with_text()?;
            self.conflict()?;
            TableConstraintKind::Check { expression, text }
        } else if self.eat(&["FOREIGN", "KEY"]) {
            let columns = self.column_names()?;
            self.expect(&["REFERENCES"])?;
            let references = self.references()?;
            TableConstraintKind::ForeignKey { columns, references }
        } else if name.is_some() {
            TableConstraintKind::Nothing
        } else {
            return Err(self.unexpected("a constraint"));
        };
        Ok(TableConstraint { name, kind, place })
    }
}

/// The text of a type, without quotes around its first word: the rest goes with them.
fn unquoted(text: &str) -> String {
    let Some(open) = text.chars().next().filter(|first| matches!(first, '"' | '\'' | '`' | '[')) else {
        return text.to_owned();
    };
    let close = if open == '[' { ']' } else { open };
    let mut out = String::new();
    let mut rest = text[1..].chars().peekable();
    while let Some(c) = rest.next() {
        if c == close {
            if rest.peek() != Some(&close) {
                break;
            }
            rest.next();
        }
        out.push(c);
    }
    out
}
