-- https://www.cockroachlabs.com/docs/v26.2/restore

CREATE TABLE t (id INT PRIMARY KEY);
-- refused
RESTORE TABLE u FROM LATEST IN 'nodelocal://1/all';
