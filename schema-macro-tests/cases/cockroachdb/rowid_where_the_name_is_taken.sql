-- https://www.cockroachlabs.com/docs/v26.2/indexes#creation

CREATE TABLE t (rowid INT, rowid_1 STRING);
