-- https://www.cockroachlabs.com/docs/v26.2/drop-type#details

CREATE TYPE used AS ENUM ('a');
CREATE TABLE t (id INT PRIMARY KEY, a used);
-- error
DROP TYPE used CASCADE;
