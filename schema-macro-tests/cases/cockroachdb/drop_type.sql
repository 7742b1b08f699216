-- https://www.cockroachlabs.com/docs/v26.2/drop-type#details

CREATE TYPE one AS ENUM ('a');
CREATE TYPE two AS ENUM ('a');
DROP TYPE one, two;
CREATE TYPE used AS ENUM ('a');
CREATE TABLE t (id INT PRIMARY KEY, a used);
-- error
DROP TYPE used;
