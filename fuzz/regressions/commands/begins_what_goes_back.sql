
---- create above / drop below ----CREATE TRIGGER r INSTEAD OF INSERT ON v BEGIN SELECT 1;
CREATE TABLE t51_xxx (id integer PRIMARY KEY);