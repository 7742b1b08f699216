CREATE TABLE parent (a int, b int, PRIMARY KEY (a, b));
CREATE TABLE split (a int, b int) PARTITION BY LIST (a);
ALTER TABLE split ADD CONSTRAINT refers FOREIGN KEY (a, b) REFERENCES parent;
-- What is checked later is no part of what is checked at once, and what was taken before is not taken twice.
CREATE TABLE one (a int, b int, CONSTRAINT later FOREIGN KEY (a, b) REFERENCES parent DEFERRABLE) PARTITION BY LIST (b);
CREATE TABLE one_of_one (a int, b int, CONSTRAINT mine FOREIGN KEY (a, b) REFERENCES parent);
ALTER TABLE split ATTACH PARTITION one FOR VALUES IN (1);
ALTER TABLE one ATTACH PARTITION one_of_one FOR VALUES IN (1);
ALTER TABLE split DETACH PARTITION one;
ALTER TABLE one DROP CONSTRAINT refers;
-- A key that a partition had before goes with that of its table, and stays with the partition that leaves.
CREATE TABLE two PARTITION OF split FOR VALUES IN (2);
CREATE TABLE three PARTITION OF split FOR VALUES IN (3);
ALTER TABLE two ADD PRIMARY KEY (a);
ALTER TABLE three ADD PRIMARY KEY (a);
ALTER TABLE split ADD PRIMARY KEY (a);
ALTER TABLE split DETACH PARTITION three;
ALTER TABLE split DROP CONSTRAINT split_pkey;
-- As soon as they are checked alike, they are the same.
ALTER TABLE split ALTER CONSTRAINT refers DEFERRABLE;
CREATE TABLE four (a int NOT NULL, b int, CONSTRAINT later FOREIGN KEY (a, b) REFERENCES parent DEFERRABLE);
ALTER TABLE split ATTACH PARTITION four FOR VALUES IN (4);
