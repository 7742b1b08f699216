-- error
CREATE TABLE t (`a ` int);
