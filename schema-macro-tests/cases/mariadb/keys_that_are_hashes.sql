-- Nothing is looked up by the hash of a text that is too long for a key.
CREATE TABLE p (id int PRIMARY KEY, a varchar(500), b varchar(500), c tinytext, d text, UNIQUE (a, b), UNIQUE (d(800)), KEY (c(300)), UNIQUE u (c(300)));
CREATE TABLE c (a int, t text, UNIQUE (a, t), FOREIGN KEY (a) REFERENCES p (id));
CREATE TABLE d (a decimal(12, 2), t tinytext, KEY (a, t));
CREATE TABLE e (t blob, KEY (t));
ALTER TABLE e MODIFY t mediumtext UNIQUE;
ALTER TABLE e DROP CONSTRAINT IF EXISTS t_2;
-- error
CREATE TABLE f (a varchar(500), FOREIGN KEY (a) REFERENCES p (a));
