CREATE TABLE a (b text UNIQUE);
-- error
DROP INDEX a_b_key;
