CREATE TABLE p (a mediumint UNIQUE, b mediumint unsigned UNIQUE, c date UNIQUE, d tinyint unsigned UNIQUE);
CREATE TABLE c (x date REFERENCES p (a), y mediumint REFERENCES p (c), z year REFERENCES p (d));
-- error
CREATE TABLE e (x date REFERENCES p (b));
