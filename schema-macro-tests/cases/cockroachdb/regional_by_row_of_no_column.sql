-- https://www.cockroachlabs.com/docs/v26.2/alter-table#set-locality

CREATE TABLE t (id INT PRIMARY KEY);
-- error
ALTER TABLE t SET LOCALITY REGIONAL BY ROW AS region;
