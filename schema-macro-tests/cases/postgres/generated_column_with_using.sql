CREATE TABLE a (b integer, c integer GENERATED ALWAYS AS (1) STORED);
ALTER TABLE a ALTER c TYPE bigint;
-- error
ALTER TABLE a ALTER c TYPE text USING 'x';
