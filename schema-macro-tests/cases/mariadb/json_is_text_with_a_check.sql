CREATE TABLE t (a json, b json NOT NULL DEFAULT '{}', c json CHECK (c <> ''));
ALTER TABLE t MODIFY b longtext;
