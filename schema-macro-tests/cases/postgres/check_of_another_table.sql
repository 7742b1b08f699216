CREATE TABLE other (b int);
-- error
CREATE TABLE t (a int, CHECK (other.b > 1));
