CREATE TABLE a (id integer);
CREATE TABLE b (id integer);
-- error
ALTER TABLE a RENAME TO b;
