CREATE DOMAIN inner_one AS integer NOT NULL;
CREATE DOMAIN outer_one AS inner_one CHECK (VALUE > 0);
CREATE TABLE a (i inner_one, o outer_one, l inner_one[]);
