-- error
CREATE TABLE t (a VARCHAR(MAX));
