-- refused: what this does is not written
CREATE TABLE t (id int);
-- to
CREATE TABLE t (id int);
CREATE POLICY own ON t USING (id > 0);
