//! `ALTER TABLE`.
//!
//! <https://dev.mysql.com/doc/refman/8.4/en/alter-table.html>, <https://mariadb.com/kb/en/alter-table/>

use super::options::{TableOptions, option, partition_by};
use super::table::{
    ColumnDef, Default, Element, column, default, elements, is_key_or_constraint, key_or_constraint, period,
};
use super::types::charset_name;
use crate::cursor::{Cursor, Fragment, Name, QualifiedName};
use crate::fault::Fault;

/// `ALTER TABLE`.
#[derive(Clone, Debug)]
pub(crate) struct AlterTable {
    pub(crate) table: QualifiedName,
    pub(crate) if_exists: bool,
    pub(crate) actions: Vec<Action>,
    pub(crate) options: TableOptions,
}

/// Where a column is put.
#[derive(Clone, Debug)]
pub(crate) enum Position {
    /// Where it is, or at the end.
    Unsaid,
    First,
    After(Name),
}

/// One action of `ALTER TABLE`.
#[derive(Clone, Debug)]
pub(crate) enum Action {
    AddColumn {
        column: Box<ColumnDef>,
        position: Position,
        if_not_exists: bool,
    },
    /// A key, a foreign key, a check or a period.
    Add(Element),
    /// `MODIFY`, and `CHANGE` where there is a name to change.
    Change {
        from: Name,
        column: Box<ColumnDef>,
        position: Position,
        if_exists: bool,
    },
    RenameColumn {
        from: Name,
        to: Name,
        if_exists: bool,
    },
    SetDefault {
        column: Name,
        default: Option<Default>,
        if_exists: bool,
    },
    DropColumn {
        name: Name,
        if_exists: bool,
    },
    DropKey {
        name: Name,
        if_exists: bool,
    },
    DropPrimaryKey(Name),
    DropForeignKey {
        name: Name,
        if_exists: bool,
    },
    /// `DROP CONSTRAINT`: a check, a foreign key or a unique key.
    DropConstraint {
        name: Name,
        if_exists: bool,
    },
    /// `DROP CHECK` of MySQL.
    DropCheck(Name),
    RenameKey {
        from: Name,
        to: Name,
        if_exists: bool,
    },
    RenameTo(QualifiedName),
    Convert {
        charset: Option<Name>,
        collation: Option<Name>,
    },
    DropSystemVersioning(Name),
    DropPeriod(Name),
    PartitionBy(Fragment, String),
    RemovePartitioning,
}

/// Reads what follows `ALTER TABLE`.
pub(crate) fn alter_table(cursor: &mut Cursor<'_>, mariadb: bool) -> Result<AlterTable, Fault> {
    let if_exists = cursor.eat(&["IF", "EXISTS"]);
    let table = cursor.qualified_name("the table's name")?;
    if cursor.eat(&["WAIT"]) {
        cursor.advance();
    }
    cursor.eat(&["NOWAIT"]);
    let mut alter = AlterTable { table, if_exists, actions: Vec::new(), options: TableOptions::default() };
    while !cursor.at_end() {
        action(cursor, mariadb, &mut alter)?;
        // Options of a table need no comma between them.
        if !cursor.eat(&[","]) && !cursor.at_end() && !is_option_or_partitioning(cursor) {
            return Err(cursor.unexpected("`,` or the end of the statement"));
        }
    }
    Ok(alter)
}

fn is_option_or_partitioning(cursor: &Cursor<'_>) -> bool {
    let mut ahead = cursor.clone();
    cursor.is_any(&["PARTITION", "REMOVE"]) || option(&mut ahead, &mut TableOptions::default()).is_ok_and(|found| found)
}

fn action(cursor: &mut Cursor<'_>, mariadb: bool, alter: &mut AlterTable) -> Result<(), Fault> {
    let place = cursor.place();
    if cursor.eat(&["ADD"]) {
        return add(cursor, mariadb, alter);
    }
    if cursor.eat(&["MODIFY"]) {
        cursor.eat(&["COLUMN"]);
        let if_exists = cursor.eat(&["IF", "EXISTS"]);
        let column = changed_column(cursor, mariadb)?;
        let (from, position) = (column.name.clone(), position(cursor)?);
        alter.actions.push(Action::Change { from, column, position, if_exists });
    } else if cursor.eat(&["CHANGE"]) {
        cursor.eat(&["COLUMN"]);
        let if_exists = cursor.eat(&["IF", "EXISTS"]);
        let from = cursor.name("the column's name")?;
        let column = changed_column(cursor, mariadb)?;
        let position = position(cursor)?;
        alter.actions.push(Action::Change { from, column, position, if_exists });
    } else if cursor.eat(&["DROP"]) {
        drop(cursor, alter)?;
    } else if cursor.eat(&["RENAME"]) {
        rename(cursor, alter)?;
    } else if cursor.eat(&["ALTER"]) {
        alter_object(cursor, alter)?;
    } else if cursor.eat(&["CONVERT", "TO"]) {
        if !cursor.eat(&["CHARACTER", "SET"]) {
            cursor.expect(&["CHARSET"])?;
        }
        let charset = if cursor.eat(&["DEFAULT"]) { None } else { Some(charset_name(cursor)?) };
        let collation = if cursor.eat(&["COLLATE"]) { Some(charset_name(cursor)?) } else { None };
        alter.actions.push(Action::Convert { charset, collation });
    } else if cursor.eat(&["ORDER", "BY"]) {
        loop {
            cursor.qualified_name("a column")?;
            cursor.eat_any(&["ASC", "DESC"]);
            if !cursor.eat(&[","]) {
                break;
            }
        }
    } else if cursor.eat_any(&["ALGORITHM", "LOCK"]).is_some() {
        cursor.eat(&["="]);
        cursor.name("a way")?;
    } else if cursor.is(&["PARTITION", "BY"]) {
        alter.actions.extend(partition_by(cursor)?.map(|(by, text)| Action::PartitionBy(by, text)));
    } else if cursor.eat(&["REMOVE", "PARTITIONING"]) {
        alter.actions.push(Action::RemovePartitioning);
    } else if is_partition_maintenance(cursor) {
        // These move partitions about, and shape no table.
        skip_rest(cursor, alter, "");
    } else if cursor.eat(&["FORCE"])
        || cursor.eat(&["ENABLE", "KEYS"])
        || cursor.eat(&["DISABLE", "KEYS"])
        || cursor.eat(&["DISCARD", "TABLESPACE"])
        || cursor.eat(&["IMPORT", "TABLESPACE"])
        || cursor.eat(&["WITH", "VALIDATION"])
        || cursor.eat(&["WITHOUT", "VALIDATION"])
        || option(cursor, &mut alter.options)?
    {
    } else if cursor.is(&["EXCHANGE"]) || cursor.is(&["CONVERT"]) {
        return Err(Fault::refused(place, "partitions that become tables are not understood"));
    } else {
        return Err(cursor.unexpected("an action of `ALTER TABLE`"));
    }
    Ok(())
}

/// Steps over the rest of a statement, which shapes no table; `verb` has been read.
fn skip_rest(cursor: &mut Cursor<'_>, alter: &mut AlterTable, verb: &str) {
    let start = cursor.position();
    cursor.skip_to_end();
    alter.options.not_kept.push(format!("{verb}{}", cursor.text_since(start)));
}

fn is_partition_maintenance(cursor: &Cursor<'_>) -> bool {
    let verbs = [
        "TRUNCATE",
        "COALESCE",
        "REORGANIZE",
        "ANALYZE",
        "CHECK",
        "OPTIMIZE",
        "REBUILD",
        "REPAIR",
        "DISCARD",
        "IMPORT",
    ];
    verbs.iter().any(|verb| cursor.is(&[verb, "PARTITION"]))
}

/// The new definition of a column that is there, which refers to nothing.
fn changed_column(cursor: &mut Cursor<'_>, mariadb: bool) -> Result<Box<ColumnDef>, Fault> {
    let column = column(cursor, mariadb)?;
    match &column.references {
        Some(references) => Err(Fault::new(references.parent.place(), "a column that is changed has no `REFERENCES`")
            .help("add the foreign key by `ADD FOREIGN KEY`")),
        None => Ok(Box::new(column)),
    }
}

fn position(cursor: &mut Cursor<'_>) -> Result<Position, Fault> {
    if cursor.eat(&["FIRST"]) {
        return Ok(Position::First);
    }
    Ok(if cursor.eat(&["AFTER"]) { Position::After(cursor.name("a column")?) } else { Position::Unsaid })
}

fn add(cursor: &mut Cursor<'_>, mariadb: bool, alter: &mut AlterTable) -> Result<(), Fault> {
    if cursor.is(&["PARTITION"]) {
        skip_rest(cursor, alter, "ADD ");
        return Ok(());
    }
    if cursor.eat(&["SYSTEM", "VERSIONING"]) {
        alter.options.system_versioning = true;
        return Ok(());
    }
    if cursor.is(&["PERIOD", "FOR"]) {
        alter.actions.push(Action::Add(period(cursor)?));
        return Ok(());
    }
    if is_key_or_constraint(cursor) {
        alter.actions.push(Action::Add(key_or_constraint(cursor)?));
        return Ok(());
    }
    cursor.eat(&["COLUMN"]);
    let if_not_exists = cursor.eat(&["IF", "NOT", "EXISTS"]);
    if !cursor.is(&["("]) {
        let column = Box::new(column(cursor, mariadb)?);
        alter.actions.push(Action::AddColumn { column, position: position(cursor)?, if_not_exists });
        return Ok(());
    }
    for element in elements(cursor, mariadb)? {
        alter.actions.push(match element {
            Element::Column(column) => Action::AddColumn { column, position: Position::Unsaid, if_not_exists },
            other => Action::Add(other),
        });
    }
    Ok(())
}

fn drop(cursor: &mut Cursor<'_>, alter: &mut AlterTable) -> Result<(), Fault> {
    let place = cursor.place();
    let named = |cursor: &mut Cursor<'_>| Ok((cursor.eat(&["IF", "EXISTS"]), cursor.name("a name")?));
    alter.actions.push(if cursor.eat(&["PRIMARY", "KEY"]) {
        Action::DropPrimaryKey(Name { value: "PRIMARY".to_owned(), place })
    } else if cursor.eat(&["FOREIGN", "KEY"]) {
        let (if_exists, name) = named(cursor)?;
        Action::DropForeignKey { name, if_exists }
    } else if cursor.eat_any(&["KEY", "INDEX"]).is_some() {
        let (if_exists, name) = named(cursor)?;
        Action::DropKey { name, if_exists }
    } else if cursor.eat(&["CONSTRAINT"]) {
        let (if_exists, name) = named(cursor)?;
        Action::DropConstraint { name, if_exists }
    } else if cursor.eat(&["CHECK"]) {
        Action::DropCheck(cursor.name("a check")?)
    } else if cursor.is(&["PARTITION"]) {
        skip_rest(cursor, alter, "DROP ");
        return Ok(());
    } else if cursor.eat(&["SYSTEM", "VERSIONING"]) {
        Action::DropSystemVersioning(Name { value: String::new(), place })
    } else if cursor.eat(&["PERIOD", "FOR"]) {
        Action::DropPeriod(cursor.name("a period")?)
    } else {
        cursor.eat(&["COLUMN"]);
        let (if_exists, name) = named(cursor)?;
        cursor.eat_any(&["RESTRICT", "CASCADE"]);
        Action::DropColumn { name, if_exists }
    });
    Ok(())
}

fn rename(cursor: &mut Cursor<'_>, alter: &mut AlterTable) -> Result<(), Fault> {
    let kind = cursor.eat_any(&["COLUMN", "INDEX", "KEY"]);
    if let Some(kind) = kind {
        let if_exists = cursor.eat(&["IF", "EXISTS"]);
        let from = cursor.name("a name")?;
        cursor.expect(&["TO"])?;
        let to = cursor.name("the new name")?;
        alter.actions.push(match kind {
            "COLUMN" => Action::RenameColumn { from, to, if_exists },
            _ => Action::RenameKey { from, to, if_exists },
        });
        return Ok(());
    }
    if cursor.eat_any(&["TO", "AS"]).is_none() {
        cursor.eat(&["="]);
    }
    alter.actions.push(Action::RenameTo(cursor.qualified_name("the new name")?));
    Ok(())
}

fn alter_object(cursor: &mut Cursor<'_>, alter: &mut AlterTable) -> Result<(), Fault> {
    let start = cursor.position();
    if cursor.eat_any(&["INDEX", "KEY", "CHECK", "CONSTRAINT"]).is_some() {
        // Whether it is visible or enforced shapes no table.
        cursor.eat(&["IF", "EXISTS"]);
        cursor.name("a name")?;
        cursor.skip_until(|cursor| cursor.is(&[","]));
        alter.options.not_kept.push(format!("ALTER {}", cursor.text_since(start)));
        return Ok(());
    }
    cursor.eat(&["COLUMN"]);
    let if_exists = cursor.eat(&["IF", "EXISTS"]);
    let column = cursor.name("a column")?;
    if cursor.eat(&["SET", "DEFAULT"]) {
        let default = Some(default(cursor)?);
        alter.actions.push(Action::SetDefault { column, default, if_exists });
    } else if cursor.eat(&["DROP", "DEFAULT"]) {
        alter.actions.push(Action::SetDefault { column, default: None, if_exists });
    } else if cursor.eat(&["SET", "VISIBLE"]) || cursor.eat(&["SET", "INVISIBLE"]) {
        alter.options.not_kept.push(format!("ALTER {}", cursor.text_since(start)));
    } else {
        return Err(cursor.unexpected("`SET DEFAULT` or `DROP DEFAULT`"));
    }
    Ok(())
}
