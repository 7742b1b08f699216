-- https://www.cockroachlabs.com/docs/v26.2/sql-name-resolution

CREATE TABLE app.public.t (id INT PRIMARY KEY, a STRING);
CREATE TABLE u (id INT PRIMARY KEY REFERENCES app.public.t);
CREATE VIEW v AS SELECT public.t.a FROM app.public.t;
CREATE INDEX ON app.public.t (a);
INSERT INTO other.public.t VALUES (1, 'a');
USE app;
ALTER TABLE app.public.t ADD COLUMN b INT;
