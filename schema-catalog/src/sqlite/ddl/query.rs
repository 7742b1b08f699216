//! Queries: <https://www.sqlite.org/lang_select.html>.

use std::fmt;

use super::expression::Expr;
use super::parser::Parser;
use crate::cursor::{Name, QualifiedName};
use crate::fault::Fault;
use crate::source::Place;

/// A query: one or more `SELECT`s or `VALUES` put together by `UNION` and its like.
#[derive(Clone, Debug)]
pub(crate) struct Select {
    pub(crate) with: Vec<Cte>,
    pub(crate) cores: Vec<Core>,
    pub(crate) order_by: Vec<Expr>,
    pub(crate) limit: Vec<Expr>,
}

/// A query with a name: `WITH name AS (…)`.
#[derive(Clone, Debug)]
pub(crate) struct Cte {
    pub(crate) name: Name,
    pub(crate) columns: Vec<Name>,
    pub(crate) query: Select,
}

/// One `SELECT`, or one row of `VALUES`.
#[derive(Clone, Debug)]
pub(crate) struct Core {
    pub(crate) columns: Vec<ResultColumn>,
    pub(crate) from: Vec<FromItem>,
    /// `WHERE`, `GROUP BY` and `HAVING`.
    pub(crate) filters: Vec<Expr>,
    /// The expressions of `WINDOW`.
    pub(crate) windows: Vec<Expr>,
    pub(crate) place: Place,
}

/// What stands between `SELECT` and `FROM`.
#[derive(Clone, Debug)]
pub(crate) enum ResultColumn {
    Star,
    TableStar(Name),
    Expr {
        expression: Expr,
        alias: Option<Name>,
        /// The expression as it is written, which names the column where nothing else does; empty where it doesn't.
        text: Text,
    },
}

/// A text in which tokens can be replaced: where each was written, what stands before it, and the token.
#[derive(Clone, Debug, Default)]
pub(crate) struct Text(Vec<(Place, String, String)>);

impl Text {
    /// Puts something else where a token was written.
    pub(crate) fn replace(&mut self, place: Place, with: impl FnOnce(&str) -> String) {
        if let Some((.., token)) = self.0.iter_mut().find(|(at, ..)| *at == place) {
            *token = with(token);
        }
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|(_, blank, token)| write!(f, "{blank}{token}"))
    }
}

/// What stands behind `FROM`, between the joins.
#[derive(Clone, Debug)]
pub(crate) struct FromItem {
    pub(crate) source: Source,
    pub(crate) alias: Option<Name>,
    pub(crate) joined: Joined,
    pub(crate) on: Option<Expr>,
}

/// How something is joined to what stands before it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Joined {
    pub(crate) natural: bool,
    pub(crate) using: Vec<Name>,
    pub(crate) left: bool,
    pub(crate) right: bool,
}

/// Where rows come from.
#[derive(Clone, Debug)]
pub(crate) enum Source {
    /// A table or view, or a function that is one.
    Table {
        name: QualifiedName,
        arguments: Option<Vec<Expr>>,
    },
    Query(Box<Select>),
    /// Joins in parentheses.
    Nested(Vec<FromItem>),
}

impl FromItem {
    pub(super) fn new(source: Source) -> Self {
        Self { source, alias: None, joined: Joined::default(), on: None }
    }
}

impl Core {
    pub(super) fn at(place: Place) -> Self {
        Self { columns: Vec::new(), from: Vec::new(), filters: Vec::new(), windows: Vec::new(), place }
    }
}

impl Select {
    pub(super) fn of_core(core: Core) -> Self {
        Self { with: Vec::new(), cores: vec![core], order_by: Vec::new(), limit: Vec::new() }
    }
}

impl Parser<'_> {
    /// Reads a query.
    pub(super) fn select(&mut self) -> Result<Select, Fault> {
        let with = self.with()?;
        let mut cores = Vec::new();
        loop {
            self.core(&mut cores)?;
            match self.cursor.eat_any(&["UNION", "EXCEPT", "INTERSECT"]) {
                Some("UNION") => {
                    self.eat(&["ALL"]);
                }
                Some(_) => {}
                None => break,
            }
        }
        let order_by = if self.eat(&["ORDER", "BY"]) { self.list(Self::ordering)? } else { Vec::new() };
        let mut limit = Vec::new();
        if self.eat(&["LIMIT"]) {
            limit.push(self.expression()?);
            if self.cursor.eat_any(&["OFFSET", ","]).is_some() {
                limit.push(self.expression()?);
            }
        }
        Ok(Select { with, cores, order_by, limit })
    }

    /// Reads a `WITH`, where there is one.
    pub(super) fn with(&mut self) -> Result<Vec<Cte>, Fault> {
        if !self.eat(&["WITH"]) {
            return Ok(Vec::new());
        }
        self.eat(&["RECURSIVE"]);
        self.list(|parser| {
            let name = parser.name("a name for the query")?;
            let columns = if parser.cursor.is(&["("]) { parser.column_names()? } else { Vec::new() };
            parser.expect(&["AS"])?;
            parser.eat(&["NOT"]);
            parser.eat(&["MATERIALIZED"]);
            parser.expect(&["("])?;
            let query = parser.nested(Self::select)?;
            parser.expect(&[")"])?;
            Ok(Cte { name, columns, query })
        })
    }

    /// Reads names of columns in parentheses, each perhaps with a collation and an order, which mean nothing.
    pub(super) fn column_names(&mut self) -> Result<Vec<Name>, Fault> {
        self.in_parentheses(|parser| {
            let name = parser.name("a column name")?;
            if parser.eat(&["COLLATE"]) {
                parser.name("the name of a collation")?;
            }
            parser.cursor.eat_any(&["ASC", "DESC"]);
            Ok(name)
        })
    }

    fn core(&mut self, cores: &mut Vec<Core>) -> Result<(), Fault> {
        let mut core = Core::at(self.cursor.place());
        if self.eat(&["VALUES"]) {
            let rows = self.list(|parser| parser.in_parentheses(Self::nameless_value))?;
            if let Some(row) = rows.iter().find(|row| row.len() != rows[0].len()) {
                let place = match row.first() {
                    Some(ResultColumn::Expr { expression, .. }) => expression.place,
                    _ => core.place,
                };
                return Err(Fault::new(place, "this row of `VALUES` has another number of values than the first"));
            }
            cores.extend(rows.into_iter().map(|columns| Core { columns, ..core.clone() }));
            return Ok(());
        }
        self.expect(&["SELECT"])?;
        self.cursor.eat_any(&["DISTINCT", "ALL"]);
        core.columns = self.list(Self::result_column)?;
        if self.eat(&["FROM"]) {
            core.from = self.from()?;
        }
        if self.eat(&["WHERE"]) {
            core.filters.push(self.expression()?);
        }
        if self.eat(&["GROUP", "BY"]) {
            core.filters.extend(self.list(Self::expression)?);
        }
        if self.eat(&["HAVING"]) {
            core.filters.push(self.expression()?);
        }
        if self.eat(&["WINDOW"]) {
            let windows = self.list(|parser| {
                parser.name("the name of a window")?;
                parser.expect(&["AS"])?;
                parser.window()
            })?;
            core.windows = windows.into_iter().flatten().collect();
        }
        cores.push(core);
        Ok(())
    }

    /// A value of `VALUES`, which names no column.
    fn nameless_value(&mut self) -> Result<ResultColumn, Fault> {
        Ok(ResultColumn::Expr { expression: self.expression()?, alias: None, text: Text::default() })
    }

    fn value(&mut self) -> Result<ResultColumn, Fault> {
        let start = self.cursor.position();
        let expression = self.expression()?;
        let tokens = self.cursor.tokens_since(start).into_iter();
        let text = Text(tokens.map(|(place, blank, token)| (place, blank.to_owned(), token.to_owned())).collect());
        Ok(ResultColumn::Expr { expression, alias: None, text })
    }

    fn result_column(&mut self) -> Result<ResultColumn, Fault> {
        if self.eat(&["*"]) {
            return Ok(ResultColumn::Star);
        }
        if self.is_name(0) && self.cursor.peek(1) == "." && self.cursor.peek(2) == "*" {
            let table = self.name("the name of a table")?;
            self.eat(&[".", "*"]);
            return Ok(ResultColumn::TableStar(table));
        }
        let ResultColumn::Expr { expression, text, .. } = self.value()? else { return Ok(ResultColumn::Star) };
        Ok(ResultColumn::Expr { expression, alias: self.alias()?, text })
    }

    /// Reads an alias, with `AS` or without.
    pub(super) fn alias(&mut self) -> Result<Option<Name>, Fault> {
        if self.eat(&["AS"]) {
            return self.name("an alias").map(Some);
        }
        let string = self.cursor.is_string();
        // `WINDOW w AS …` and `INDEXED BY …` go on with the query.
        let goes_on = self.cursor.is(&["WINDOW"]) && self.is_name(1) || self.cursor.is(&["INDEXED", "BY"]);
        if (string || self.is_id(0)) && !goes_on { self.name("an alias").map(Some) } else { Ok(None) }
    }

    /// Reads what stands behind `FROM`.
    pub(super) fn from(&mut self) -> Result<Vec<FromItem>, Fault> {
        let mut items = vec![self.item_of_from(Joined::default())?];
        while let Some(joined) = self.join()? {
            items.push(self.item_of_from(joined)?);
        }
        Ok(items)
    }

    /// Reads a comma or the words of a join.
    fn join(&mut self) -> Result<Option<Joined>, Fault> {
        let mut joined = Joined::default();
        if self.eat(&[","]) {
            return Ok(Some(joined));
        }
        let mut any = false;
        while let Some(word) = self.cursor.eat_any(&["NATURAL", "LEFT", "RIGHT", "FULL", "INNER", "CROSS", "OUTER"]) {
            any = true;
            match word {
                "NATURAL" => joined.natural = true,
                "LEFT" => joined.left = true,
                "RIGHT" => joined.right = true,
                "FULL" => (joined.left, joined.right) = (true, true),
                _ => {}
            }
        }
        if any {
            self.expect(&["JOIN"])?;
        } else if !self.eat(&["JOIN"]) {
            return Ok(None);
        }
        Ok(Some(joined))
    }

    fn item_of_from(&mut self, joined: Joined) -> Result<FromItem, Fault> {
        let source = if self.eat(&["("]) {
            let source = if self.is_query() {
                Source::Query(Box::new(self.nested(Self::select)?))
            } else {
                Source::Nested(self.nested(Self::from)?)
            };
            self.expect(&[")"])?;
            source
        } else {
            let name = self.qualified_name("the name of a table")?;
            let arguments = self.cursor.is(&["("]).then(|| self.arguments()).transpose()?;
            Source::Table { name, arguments }
        };
        let mut item = FromItem { joined, ..FromItem::new(source) };
        item.alias = self.alias()?;
        if self.eat(&["INDEXED", "BY"]) {
            self.name("the name of an index")?;
        } else {
            self.eat(&["NOT", "INDEXED"]);
        }
        if self.eat(&["ON"]) {
            item.on = Some(self.expression()?);
        } else if self.eat(&["USING"]) {
            item.joined.using = self.column_names()?;
        }
        Ok(item)
    }
}
