CREATE TYPE pair AS (a int, b text);
CREATE TABLE pairs OF pair;
CREATE TABLE more () INHERITS (pairs);
ALTER TYPE pair ADD ATTRIBUTE c date CASCADE;
ALTER TYPE pair ALTER ATTRIBUTE b TYPE varchar(5) CASCADE;
ALTER TYPE pair RENAME ATTRIBUTE a TO first CASCADE;
CREATE TYPE single AS (a int);
CREATE TABLE singles OF single;
DROP TYPE single CASCADE;
-- error
DROP TYPE pair;
