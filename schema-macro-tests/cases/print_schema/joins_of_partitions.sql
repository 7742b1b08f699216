-- PostgreSQL keeps a key to a partitioned table once more for each partition.
CREATE TABLE wholes (id integer PRIMARY KEY) PARTITION BY RANGE (id);
CREATE TABLE part_a PARTITION OF wholes FOR VALUES FROM (0) TO (10) PARTITION BY RANGE (id);
CREATE TABLE part_a_a PARTITION OF part_a FOR VALUES FROM (0) TO (5);
CREATE TABLE part_b PARTITION OF wholes FOR VALUES FROM (10) TO (20);
CREATE TABLE plain (id integer PRIMARY KEY, whole integer REFERENCES wholes);
CREATE TABLE parted (id integer PRIMARY KEY, whole integer REFERENCES wholes) PARTITION BY RANGE (id);
CREATE TABLE parted_a PARTITION OF parted FOR VALUES FROM (0) TO (10);
CREATE TABLE parted_b (whole integer, id integer NOT NULL);
ALTER TABLE parted ATTACH PARTITION parted_b FOR VALUES FROM (10) TO (20);
CREATE TABLE twice (id integer PRIMARY KEY, a integer REFERENCES wholes, b integer REFERENCES part_b);
CREATE TABLE inner_part (whole integer REFERENCES wholes, id integer PRIMARY KEY);
CREATE TABLE itself (id integer PRIMARY KEY, other integer REFERENCES itself) PARTITION BY RANGE (id);
CREATE TABLE itself_a PARTITION OF itself FOR VALUES FROM (0) TO (10);
CREATE TABLE itself_b PARTITION OF itself FOR VALUES FROM (10) TO (20);
