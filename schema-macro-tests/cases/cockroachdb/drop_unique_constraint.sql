-- https://www.cockroachlabs.com/docs/v26.2/alter-table#drop-constraint

CREATE TABLE p (id INT PRIMARY KEY, a INT UNIQUE, CONSTRAINT positive CHECK (a > 0));
CREATE TABLE t (id INT PRIMARY KEY, a INT REFERENCES p (a));
ALTER TABLE p DROP CONSTRAINT positive;
ALTER TABLE p DROP CONSTRAINT IF EXISTS none;
-- error
ALTER TABLE p DROP CONSTRAINT p_a_key;
