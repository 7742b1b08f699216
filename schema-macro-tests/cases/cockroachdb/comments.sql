-- https://www.cockroachlabs.com/docs/v26.2/comment-on

CREATE TABLE t (id INT PRIMARY KEY, a INT, INDEX i (a));
COMMENT ON TABLE t IS 'all of them';
COMMENT ON COLUMN t.a IS e'it\'s';
COMMENT ON INDEX t@i IS 'fast';
COMMENT ON DATABASE app IS 'ours';
-- error
COMMENT ON INDEX t@j IS 'gone';
