CREATE TYPE mood AS ENUM ('good', 'bad');
-- error
CREATE SEQUENCE mood;
