CREATE TYPE person AS (name text, age integer);
CREATE TABLE people OF person (PRIMARY KEY (name), age WITH OPTIONS NOT NULL DEFAULT 1);
ALTER TYPE person ADD ATTRIBUTE email text CASCADE;
