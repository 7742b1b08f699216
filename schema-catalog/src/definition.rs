//! The texts of definitions, as they stand in the SQL. Few are ever asked for, so they are read again then.

use std::borrow::Cow;

use crate::catalog::{Catalog, ColumnDefault, Constraint, ConstraintKind, Index, Table, quote_identifier};
use crate::lexer::{Lexer, Token, TokenKind};
use crate::respell::respelled;
use crate::source::Place;
use crate::statements::{Script, Statement, Statements};

impl Catalog {
    /// What follows a view's name in the statement that made it: its columns, where it names them, and its query.
    ///
    /// `None` for what is no view, and where the statement is not part of a file. In a view of SQLite's, tables and columns
    /// have the names that they have now.
    ///
    /// ```
    /// use schema_catalog::{Catalog, Dialect};
    ///
    /// let sql = "CREATE TABLE a (b int); CREATE VIEW v AS SELECT b FROM a;";
    /// let catalog = Catalog::from_sql(Dialect::Postgres, "up.sql", sql)?;
    /// let view = catalog.table("v").expect("was just created");
    /// assert_eq!(catalog.view_definition(view).as_deref(), Some("AS SELECT b FROM a"));
    /// # Ok::<(), schema_catalog::Error>(())
    /// ```
    pub fn view_definition(&self, view: &Table) -> Option<Cow<'_, str>> {
        let place = made_at(view)?;
        let statement = self.statement_from(place).filter(|_| view.kind.is_view())?;
        if self.is_element(place) {
            return None;
        }
        let length = name_length(&statement)?;
        let begins = statement.tokens.get(length)?.kind == TokenKind::Punctuation(b'(')
            || ["AS", "WITH", "USING", "TABLESPACE"].iter().any(|word| statement.is(length, word));
        // A dump has it in a comment that runs.
        let ends = statement.tokens.last().is_some_and(|last| ends_comment(&statement, last));
        let tokens = statement.tokens.get(length..statement.tokens.len() - usize::from(ends)).filter(|_| begins)?;
        let start = Place { file: place.file, offset: tokens.first()?.start };
        Some(self.with_names(start, text(&statement, tokens)?))
    }

    /// The statement that made a trigger of SQLite, which began at this place, with the names that tables and columns have
    /// now: a renaming reaches what its body names.
    pub fn trigger_definition(&self, made_at: Place, statement: &str) -> String {
        self.with_names(made_at, statement).into_owned()
    }

    /// A text that stands at a place, with the names that are in it now.
    fn with_names<'a>(&self, place: Place, text: &'a str) -> Cow<'a, str> {
        let end = Place { offset: place.offset + text.len() as u32, ..place };
        let (mut out, mut copied) = (String::new(), 0);
        for (at, name) in self.renamed.range(place..end) {
            let start = (at.offset - place.offset) as usize;
            let token = text.get(start..).and_then(|rest| Lexer::new(rest, self.dialect).next().ok()?);
            let (Some(before), Some(token)) = (text.get(copied..start), token) else { continue };
            // What was renamed back is as it was written.
            let plain = |name: &str| name.trim_matches(['"', '`', '[', ']']).replace("\"\"", "\"");
            if text.get(start..start + token.end as usize).is_some_and(|written| plain(written) == plain(name)) {
                continue;
            }
            out.push_str(before);
            out.push_str(name);
            copied = start + token.end as usize;
        }
        if copied == 0 {
            return Cow::Borrowed(text);
        }
        out.push_str(&text[copied..]);
        Cow::Owned(out)
    }

    /// What stands before `VIEW` in the statement that made one, of what MySQL and MariaDB take there:
    /// `ALGORITHM = MERGE`, `DEFINER = …`, `SQL SECURITY INVOKER`; empty where it says nothing.
    ///
    /// `None` for what is no view, and where the statement is not part of a file.
    pub fn view_options(&self, view: &Table) -> Option<String> {
        let (start, _) = self.statement(made_at(view).filter(|_| view.kind.is_view())?)?;
        let statement = self.statement_from(start)?;
        let end = (0..statement.tokens.len()).find(|at| statement.is(*at, "VIEW"))?;
        let mut options = String::new();
        let verbs = ["CREATE", "ALTER", "OR", "REPLACE"];
        let said = (0..end).skip_while(|at| verbs.iter().any(|verb| statement.is(*at, verb)));
        for token in said.map(|at| &statement.tokens[at]).filter(|token| !ends_comment(&statement, token)) {
            // Between them may be the marks of a comment that runs.
            let follows = statement.text[..token.start as usize].ends_with(|c: char| c.is_whitespace() || c == '/');
            options += if follows && !options.is_empty() { " " } else { "" };
            options += &statement.text[token.start as usize..token.end as usize];
        }
        Some(options)
    }

    /// What follows a table's name in the statement that made it, and then each column that was added since, as it is
    /// written, with the names that columns have now.
    ///
    /// `None` where anything else became of the table, and where no `CREATE TABLE` of a file lists its columns.
    pub fn table_definition(&self, table: &Table) -> Option<(String, Vec<String>)> {
        let declared = table.history.declared();
        let statement = self.statement_from(declared)?;
        let tokens = statement.tokens.get(name_length(&statement)?..)?;
        let lists = tokens.first()?.kind == TokenKind::Punctuation(b'(') && !table.kind.is_view();
        let renamed = |(place, what): (Place, &str)| place == declared || what.starts_with("renamed");
        let same = table.former_columns.iter().all(|(_, what, _)| what.starts_with("renamed"))
            && table.history.events().all(renamed);
        if !(lists && same && !self.is_element(declared)) {
            return None;
        }
        let end = tokens.last()?.end;
        let mut added = Vec::new();
        for column in &table.columns {
            let place = column.history.declared();
            if !column.history.events().all(|(at, what)| at == place || what.starts_with("renamed")) {
                return None;
            }
            if place.file != declared.file || !(declared.offset..end).contains(&place.offset) {
                let statement = self.statement_from(place)?;
                added.push(self.respelled(table, text(&statement, &statement.tokens)?, place));
            }
        }
        let definition = self.respelled(table, text(&statement, tokens)?, declared);
        Some((self.with_parents(&definition, declared), added))
    }

    /// A definition in which foreign keys name the tables as they are called now, of those renamed behind this place.
    fn with_parents(&self, definition: &str, since: Place) -> String {
        let renamed = self.tables().flat_map(|table| {
            let later = table.history.events().filter(move |(place, _)| *place > since);
            later.filter_map(|(_, what)| {
                let from = what.strip_prefix("renamed from `")?.strip_suffix('`')?;
                Some((from, table.name.as_str()))
            })
        });
        let renamed: Vec<(&str, &str)> = renamed.collect();
        let mut lexer = Lexer::new(definition, self.dialect);
        let (mut out, mut copied, mut refers) = (String::new(), 0, false);
        // What was read once is read again.
        while let Ok(Some(token)) = lexer.next() {
            let text = &definition[token.start as usize..token.end as usize];
            let name = text.trim_matches(['"', '`', '[', ']']);
            if let Some((_, to)) = renamed.iter().find(|(from, _)| refers && from.eq_ignore_ascii_case(name)) {
                out += &definition[copied..token.start as usize];
                out += &quote_identifier(to);
                copied = token.end as usize;
            }
            refers = token.kind == TokenKind::Word && text.eq_ignore_ascii_case("REFERENCES");
        }
        out + &definition[copied..]
    }

    /// What follows the name of its table in the statement that made an index: its method, its parts, and what is behind
    /// them, with the names that its columns have now.
    ///
    /// `None` where no `CREATE INDEX` of a file made it.
    pub fn index_definition(&self, table: &Table, index: &Index) -> Option<String> {
        let statement = self.statement_from(index.created)?;
        let is = |at: usize, word: &str| statement.is(at, word);
        let created = is(0, "CREATE") && (is(1, "INDEX") || is(1, "UNIQUE") && is(2, "INDEX"));
        // The place in SQLite is that of the index's name.
        let named = || name_length(&statement).is_some_and(|length| is(length, "ON"));
        if !created && !named() || self.is_element(index.created) {
            return None;
        }
        let on = (0..statement.tokens.len()).find(|at| is(*at, "ON"))?;
        let only = usize::from(is(on + 1, "ONLY"));
        let rest = Statement { tokens: statement.tokens.get(on + 1 + only..)?.to_vec(), ..statement };
        let definition = text(&rest, rest.tokens.get(name_length(&rest)?..)?)?;
        Some(self.respelled(table, definition, index.created))
    }

    /// What an exclusion constraint demands, from `EXCLUDE` on, with the names that its columns have now.
    ///
    /// `None` for other constraints, and where no file has it.
    pub fn exclusion_definition(&self, table: &Table, constraint: &Constraint) -> Option<String> {
        let ConstraintKind::Exclude { .. } = constraint.kind else { return None };
        let statement = self.statement_from(constraint.declared)?;
        let first = (0..4).find(|at| statement.is(*at, "EXCLUDE"))?;
        let mut depth = 0_u32;
        let ends = |token: &Token| match token.kind {
            TokenKind::Punctuation(b'(') => {
                depth += 1;
                false
            }
            TokenKind::Punctuation(b')') if depth > 0 => {
                depth -= 1;
                false
            }
            TokenKind::Punctuation(b')' | b',') => depth == 0,
            _ => false,
        };
        let tokens = statement.tokens.get(first..)?;
        let length = tokens.iter().position(ends).unwrap_or(tokens.len());
        let definition = text(&statement, tokens.get(..length)?)?;
        Some(self.respelled(table, definition, constraint.declared))
    }

    /// A text over the columns of a table, with the names that they were given behind this place.
    fn respelled(&self, table: &Table, text: &str, since: Place) -> String {
        let renamed = table.former_columns.iter().filter(|(_, _, place)| *place > since);
        renamed.fold(text.to_owned(), |text, (from, what, _)| {
            match what.strip_prefix("renamed to `").and_then(|to| to.strip_suffix('`')) {
                Some(to) => respelled(self.dialect, &text, &[(from, to)]),
                None => text,
            }
        })
    }

    /// Whether a place is within `CREATE SCHEMA`, where a part ends at the next one.
    fn is_element(&self, place: Place) -> bool {
        let statement = self.statement(place).map_or("", |(_, statement)| statement);
        let mut words = statement.split_whitespace();
        words.next().is_some_and(|verb| verb.eq_ignore_ascii_case("CREATE"))
            && words.next().is_some_and(|kind| kind.eq_ignore_ascii_case("SCHEMA"))
    }

    /// The expression of a default. Where that is the next value of a sequence, with the name that the sequence has now.
    ///
    /// <https://www.postgresql.org/docs/current/functions-sequence.html>
    pub fn default_text<'a>(&self, default: &'a ColumnDefault) -> Cow<'a, str> {
        let text = default.expression.as_str();
        let called = text.get(..8).filter(|name| name.eq_ignore_ascii_case("nextval(")).and_then(|_| text.get(8..));
        let argument = called.and_then(|rest| rest.strip_suffix(')')).map(str::trim);
        let name = argument.map(|argument| argument.strip_suffix("::regclass").unwrap_or(argument));
        let is_name =
            name.is_some_and(|name| name.starts_with('\'') && name.ends_with('\'') && name.matches('\'').count() == 2);
        match self.sequence_of(default).filter(|_| is_name) {
            Some(of) if of.schema == self.dialect.default_schema() => {
                format!("nextval('{}')", quote_identifier(&of.name).replace('\'', "''")).into()
            }
            Some(of) if text.contains('.') => {
                let name = format!("{}.{}", quote_identifier(&of.schema), quote_identifier(&of.name));
                format!("nextval('{}')", name.replace('\'', "''")).into()
            }
            // That of a serial column in another schema is said without it.
            _ => text.into(),
        }
    }

    /// What there is of a statement from a place on.
    fn statement_from(&self, place: Place) -> Option<Statement<'_>> {
        let text = self.sources.text_of(place.file);
        let script = Script {
            dialect: self.dialect,
            file: place.file,
            text,
            start: place.offset as usize,
            end: text.len(),
            within: None,
        };
        Statements::of(&script).next()?.ok()
    }
}

impl Statement<'_> {
    /// Whether the token at this position is a keyword.
    fn is(&self, at: usize, word: &str) -> bool {
        let token = self.tokens.get(at).filter(|token| token.kind == TokenKind::Word);
        token.is_some_and(|token| self.text[token.start as usize..token.end as usize].eq_ignore_ascii_case(word))
    }
}

/// Whether a token is the end of one of MySQL's comments that run.
fn ends_comment(statement: &Statement<'_>, token: &Token) -> bool {
    &statement.text[token.start as usize..token.end as usize] == "*/"
}

/// Where what a view is now was said.
fn made_at(view: &Table) -> Option<Place> {
    let declared = view.history.declared();
    let made = |(place, what): &(Place, &str)| *place == declared || *what == "replaced";
    view.history.events().filter(made).last().map(|(place, _)| place)
}

/// How many tokens the name takes with which a statement begins, that of its schema before it.
fn name_length(statement: &Statement<'_>) -> Option<usize> {
    let kind = |at: usize| statement.tokens.get(at).map(|token| token.kind);
    let is_name = |at: usize| matches!(kind(at), Some(TokenKind::Word | TokenKind::Quoted));
    if !is_name(0) {
        return None;
    }
    Some(if kind(1) == Some(TokenKind::Punctuation(b'.')) && is_name(2) { 3 } else { 1 })
}

/// The text of tokens that stand one behind the other.
fn text<'a>(statement: &Statement<'a>, tokens: &[Token]) -> Option<&'a str> {
    statement.text.get(tokens.first()?.start as usize..tokens.last()?.end as usize)
}

#[cfg(test)]
mod tests {
    use crate::{Catalog, Dialect};

    #[test]
    fn an_index_follows_the_names_of_its_columns() {
        for (dialect, sql) in [
            (Dialect::Postgres, "CREATE UNIQUE INDEX i ON ONLY public.t USING btree (lower(a) DESC) WHERE a > 'x';"),
            (Dialect::Sqlite, "CREATE UNIQUE INDEX IF NOT EXISTS i ON t (lower(a) DESC) WHERE a > 'x';"),
        ] {
            let sql = format!("CREATE TABLE t (a text); {sql} ALTER TABLE t RENAME a TO b;");
            let catalog = Catalog::from_sql(dialect, "up.sql", &sql).expect("valid SQL");
            let table = catalog.table("t").expect("it is there");
            let index = catalog.indexes(table).next().expect("it is there");
            let definition = catalog.index_definition(table, index).expect("it is in the file");
            assert_eq!(definition.trim_start_matches("USING btree "), "(lower(b) DESC) WHERE b > 'x'");
        }
    }

    #[test]
    fn a_view_of_sqlites_follows_what_it_reads() {
        for (more, expected) in [
            ("", "(k, l) AS SELECT a.n, b.[m] FROM \"a\" JOIN a AS b USING (n)"),
            ("ALTER TABLE a RENAME TO c;", "(k, l) AS SELECT c.n, b.[m] FROM c JOIN c AS b USING (n)"),
            ("ALTER TABLE a RENAME m TO o;", "(k, l) AS SELECT a.n, b.o FROM \"a\" JOIN a AS b USING (n)"),
            (
                "ALTER TABLE a RENAME TO c; ALTER TABLE c RENAME TO a;",
                "(k, l) AS SELECT a.n, b.[m] FROM \"a\" JOIN a AS b USING (n)",
            ),
        ] {
            let sql = format!(
                "CREATE TABLE a (n int, m int);
                 CREATE VIEW v (k, l) AS SELECT a.n, b.[m] FROM \"a\" JOIN a AS b USING (n); {more}"
            );
            let catalog = Catalog::from_sql(Dialect::Sqlite, "up.sql", &sql).expect("valid SQL");
            let view = catalog.table("v").expect("it is there");
            assert_eq!(catalog.view_definition(view).as_deref(), Some(expected));
        }
    }

    #[test]
    fn a_default_follows_the_name_of_its_sequence() {
        let sql = "CREATE TABLE a (id serial, code text DEFAULT 'x' || nextval('a_id_seq')); ALTER SEQUENCE a_id_seq RENAME TO b;";
        let catalog = Catalog::from_sql(Dialect::Postgres, "up.sql", sql).expect("valid SQL");
        let columns = catalog.table("a").expect("it is there").columns.iter();
        let texts: Vec<_> =
            columns.filter_map(|column| column.default.as_ref()).map(|default| catalog.default_text(default)).collect();
        assert_eq!(texts, ["nextval('b')", "'x' || nextval('a_id_seq')"]);
    }

    #[test]
    fn what_no_file_says_is_not_told() {
        let sql = "CREATE TABLE a (b int); CREATE TABLE c (LIKE a INCLUDING ALL); DO $do$ BEGIN EXECUTE \
                   'CREATE VIEW v AS SELECT b FROM a'; END $do$;";
        let catalog = Catalog::from_sql(Dialect::Postgres, "up.sql", sql).expect("valid SQL");
        assert_eq!(catalog.view_definition(catalog.table("v").expect("it is there")), None);
        assert_eq!(catalog.view_definition(catalog.table("a").expect("it is there")), None);
    }
}
