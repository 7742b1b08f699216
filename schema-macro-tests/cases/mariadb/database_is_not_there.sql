-- error
CREATE TABLE other_database.t (a int);
