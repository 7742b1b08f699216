-- https://www.cockroachlabs.com/docs/v26.2/create-table#create-a-table-like-an-existing-table

CREATE TABLE t (id INT PRIMARY KEY);
-- error
CREATE TABLE u (LIKE t INCLUDING COMMENTS);
