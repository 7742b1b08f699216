CREATE TYPE mood AS ENUM ('good', 'bad');
DROP TYPE mood, mood;
CREATE VIEW v AS SELECT 1 AS one;
CREATE VIEW w AS SELECT one FROM v;
-- A view that another of them needs goes after that.
DROP VIEW v, w, v;
