-- error
CREATE TABLE a (b varchar(0));
