CREATE TYPE status AS ENUM ('new');
CREATE TYPE other AS ENUM ('x');
CREATE DOMAIN d AS status;
CREATE TABLE a (id integer, s status, t status[], u d, o other, UNIQUE (id, s));
DROP TYPE status CASCADE;
DROP TYPE IF EXISTS nothing;
