-- https://www.cockroachlabs.com/docs/v26.2/alter-type

CREATE TYPE status AS ENUM ('open', 'closed');
CREATE TABLE t (id INT PRIMARY KEY, s status NOT NULL DEFAULT 'open');
-- error
ALTER TYPE status DROP VALUE 'open';
