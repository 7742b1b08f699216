-- What is copied by LIKE is merged with what is inherited.
CREATE TABLE assets (id int NOT NULL, name text);
COMMENT ON COLUMN assets.name IS 'as painted on it';
CREATE TABLE boats (LIKE assets INCLUDING ALL, mast int) INHERITS (assets);
ALTER TABLE assets DROP COLUMN name;
CREATE FOREIGN DATA WRAPPER none;
CREATE SERVER elsewhere FOREIGN DATA WRAPPER none;
CREATE FOREIGN TABLE far (id int, name text) SERVER elsewhere;
ALTER FOREIGN TABLE far ALTER COLUMN id OPTIONS (ADD a 'b'), ALTER name SET NOT NULL;
