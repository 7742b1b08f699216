-- error
CREATE TABLE a (x TEXT,);
