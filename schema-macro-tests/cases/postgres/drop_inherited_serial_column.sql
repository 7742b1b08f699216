CREATE TABLE t (id serial, other int);
CREATE TABLE u () INHERITS (t);
ALTER TABLE t DROP COLUMN id;
CREATE TABLE v (id serial);
CREATE TABLE w (id int) INHERITS (v);
-- error
ALTER TABLE v DROP COLUMN id;
