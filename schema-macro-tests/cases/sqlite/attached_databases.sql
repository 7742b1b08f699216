ATTACH DATABASE ':memory:' AS aux;
CREATE TABLE aux.a (x);
CREATE TABLE b (y);
ALTER TABLE aux.a ADD COLUMN z;
CREATE INDEX aux.i ON a (x);
DROP TABLE aux.a;
DETACH aux;
