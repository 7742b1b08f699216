-- https://www.cockroachlabs.com/docs/v26.2/alter-table#set-locality

-- error
CREATE TABLE t (id INT PRIMARY KEY, region crdb_internal_region) LOCALITY REGIONAL BY ROW AS region;
