//! `ALTER TABLE`: <https://www.sqlite.org/lang_altertable.html>.

use super::expression::Expr;
use super::parser::Parser;
use super::table::{ColumnDef, TableConstraint, TableConstraintKind};
use crate::cursor::{Name, QualifiedName};
use crate::fault::Fault;
use crate::source::Place;

#[derive(Clone, Debug)]
pub(crate) struct AlterTable {
    pub(crate) table: QualifiedName,
    pub(crate) action: AlterAction,
    pub(crate) place: Place,
}

#[derive(Clone, Debug)]
pub(crate) enum AlterAction {
    RenameTo(Name),
    RenameColumn { from: Name, to: Name, quoted: bool },
    AddColumn(Box<ColumnDef>),
    DropColumn(Name),
    AddCheck { name: Option<Name>, expression: Expr, text: String, place: Place },
    DropConstraint(Name),
    SetNotNull { column: Name, name: Option<Name> },
    DropNotNull(Name),
}

impl Parser<'_> {
    /// Reads on after `ALTER TABLE`.
    pub(super) fn alter_table(&mut self) -> Result<AlterTable, Fault> {
        let table = self.qualified_name("the name of a table")?;
        let place = self.cursor.place();
        let action = self.alter_action()?;
        self.end()?;
        Ok(AlterTable { table, action, place })
    }

    fn alter_action(&mut self) -> Result<AlterAction, Fault> {
        if self.eat(&["RENAME", "TO"]) {
            return Ok(AlterAction::RenameTo(self.name("a new name for the table")?));
        }
        if self.eat(&["RENAME"]) {
            self.eat_column();
            let from = self.name("a column name")?;
            self.expect(&["TO"])?;
            let quoted = self.cursor.is_quoted() || self.cursor.is_string();
            return Ok(AlterAction::RenameColumn { from, to: self.name("a new name for the column")?, quoted });
        }
        if self.eat(&["ADD"]) {
            if self.cursor.is_any(&["CONSTRAINT", "CHECK"]) {
                return self.add_constraint();
            }
            self.eat_column();
            return Ok(AlterAction::AddColumn(Box::new(self.column_def()?)));
        }
        if self.eat(&["DROP"]) {
            if self.eat(&["CONSTRAINT"]) {
                return Ok(AlterAction::DropConstraint(self.name("the name of a constraint")?));
            }
            self.eat_column();
            return Ok(AlterAction::DropColumn(self.name("a column name")?));
        }
        if self.eat(&["ALTER"]) {
            self.eat_column();
            let column = self.name("a column name")?;
            if self.eat(&["DROP"]) {
                self.expect(&["NOT", "NULL"])?;
                return Ok(AlterAction::DropNotNull(column));
            }
            self.expect(&["SET"])?;
            let name = if self.eat(&["CONSTRAINT"]) { Some(self.name("a name for the constraint")?) } else { None };
            self.expect(&["NOT", "NULL"])?;
            return Ok(AlterAction::SetNotNull { column, name });
        }
        Err(self.unexpected("`RENAME`, `ADD`, `DROP` or `ALTER`").help(
            "SQLite has no other changes to a table: for others it is built anew, \
             see https://www.sqlite.org/lang_altertable.html#otheralter",
        ))
    }

    /// Steps over `COLUMN`, unless it is the column's name.
    fn eat_column(&mut self) {
        if self.cursor.is(&["COLUMN"]) && self.is_name(1) {
            self.cursor.advance();
        }
    }

    fn add_constraint(&mut self) -> Result<AlterAction, Fault> {
        let start = self.cursor.place();
        match self.table_constraint()? {
            TableConstraint { name, kind: TableConstraintKind::Check { expression, text }, place } => {
                Ok(AlterAction::AddCheck { name, expression, text, place })
            }
            _ => Err(Fault::new(start, "SQLite adds no constraint but `CHECK` to a table")
                .help("a new table with the constraint takes its place: https://www.sqlite.org/lang_altertable.html#otheralter")),
        }
    }
}
