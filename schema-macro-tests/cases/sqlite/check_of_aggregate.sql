-- error
CREATE TABLE a (a INTEGER CHECK (max(a) > 0));
