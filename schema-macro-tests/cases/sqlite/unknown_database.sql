-- error
CREATE TABLE nosuch.a (x);
