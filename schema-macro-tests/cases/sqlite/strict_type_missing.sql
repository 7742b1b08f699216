-- error
CREATE TABLE a (id) STRICT;
