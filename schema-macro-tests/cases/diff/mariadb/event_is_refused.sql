-- refused: can't be written
CREATE TABLE t (a INT);
-- to
CREATE TABLE t (a INT);
CREATE EVENT clean ON SCHEDULE EVERY 1 DAY DO DELETE FROM t;
