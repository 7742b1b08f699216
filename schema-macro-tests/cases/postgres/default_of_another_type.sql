CREATE TABLE a (n integer DEFAULT 1, t text DEFAULT 'x', s serial, d timestamp DEFAULT now());
ALTER TABLE a ALTER n TYPE numeric(5,2), ALTER s TYPE bigint, ALTER d TYPE date;
ALTER TABLE a ALTER t DROP DEFAULT, ALTER t TYPE integer USING t::integer;
-- error
ALTER TABLE a ALTER n TYPE date USING NULL;
