-- https://www.cockroachlabs.com/docs/v26.2/alter-table#alter-primary-key
-- The hidden column goes, unless it is needed.

CREATE TABLE t (a INT NOT NULL, b INT);
ALTER TABLE t ALTER PRIMARY KEY USING COLUMNS (a);
CREATE TABLE u (a INT NOT NULL, b INT);
CREATE INDEX i ON u (rowid);
ALTER TABLE u ADD CONSTRAINT own PRIMARY KEY (a);
