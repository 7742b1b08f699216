CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE t (a int, b text, c varchar(10) COMMENT 'c', KEY (c), UNIQUE u (a), CHECK (a > 0), g int AS (a + 1), FOREIGN KEY (a) REFERENCES p (id)) COMMENT 't';
CREATE TABLE u LIKE t;
CREATE TABLE v (LIKE t);
CREATE TABLE IF NOT EXISTS u LIKE p;
