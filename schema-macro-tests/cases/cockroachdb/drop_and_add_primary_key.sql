-- https://www.cockroachlabs.com/docs/v26.2/alter-table#drop-and-add-a-primary-key-constraint

CREATE TABLE t (id INT PRIMARY KEY, a INT NOT NULL);
ALTER TABLE t DROP CONSTRAINT t_pkey, ADD CONSTRAINT new_key PRIMARY KEY (a);
BEGIN;
ALTER TABLE t DROP CONSTRAINT new_key;
ALTER TABLE t ADD PRIMARY KEY (id, a);
COMMIT;
