-- A key that one statement says twice is one key, the primary key if that is among them.
CREATE TABLE one (id int UNIQUE PRIMARY KEY);
CREATE TABLE two (id int PRIMARY KEY, code text UNIQUE, UNIQUE (id), CONSTRAINT by_code UNIQUE (code));
CREATE TABLE three (a int, b int, PRIMARY KEY (a, b), UNIQUE (b, a), CONSTRAINT pair UNIQUE (a, b));
CREATE TABLE four (id int PRIMARY KEY, UNIQUE (id) DEFERRABLE, UNIQUE (id) INCLUDE (other), other int UNIQUE NULLS NOT DISTINCT UNIQUE);
CREATE TABLE five (id int CONSTRAINT five_id UNIQUE NOT NULL PRIMARY KEY DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE six (LIKE one INCLUDING ALL, UNIQUE (id));
ALTER TABLE six ADD COLUMN code text UNIQUE CONSTRAINT six_code UNIQUE, ADD UNIQUE (code), ADD UNIQUE (id);
