-- error
CREATE TABLE a (b numeric(2000, 2));
