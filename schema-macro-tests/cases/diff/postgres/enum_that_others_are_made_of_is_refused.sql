-- refused: type `d` is made of it
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE DOMAIN d AS mood;
-- to
CREATE TYPE mood AS ENUM ('b', 'a');
CREATE DOMAIN d AS mood;
