-- error
CREATE TABLE a (a INTEGER CHECK (nosuch > 0));
