-- https://www.cockroachlabs.com/docs/v26.2/create-type#parameters

CREATE TABLE status (id INT PRIMARY KEY);
-- error
CREATE TYPE status AS ENUM ('open');
