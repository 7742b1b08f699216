CREATE TABLE a (x);
-- error
CREATE INDEX i ON a (slugify(x));
