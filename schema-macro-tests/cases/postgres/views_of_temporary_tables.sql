-- A view of a temporary table is temporary; one of a sequence is a view.
CREATE TEMP TABLE passing (id int, a text);
CREATE TABLE staying (id int, b text);
CREATE VIEW seen AS SELECT * FROM passing;
CREATE VIEW either AS SELECT s.id, p.a FROM staying s JOIN passing p USING (id);
CREATE VIEW within AS SELECT * FROM staying WHERE id IN (SELECT id FROM passing);
CREATE VIEW above AS SELECT count(*) FROM seen;
CREATE SEQUENCE numbers;
CREATE VIEW numbered AS SELECT numbers.is_called FROM numbers;
CREATE VIEW plain AS SELECT b FROM staying;
