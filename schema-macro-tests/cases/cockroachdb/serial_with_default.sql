-- https://www.cockroachlabs.com/docs/v26.2/serial

-- error
CREATE TABLE t (id SERIAL DEFAULT 7 PRIMARY KEY);
