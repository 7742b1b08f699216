-- error
CREATE TABLE a (x integer NULL NOT NULL);
