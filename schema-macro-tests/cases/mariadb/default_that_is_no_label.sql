-- error
CREATE TABLE t (a enum('x') DEFAULT 'y');
