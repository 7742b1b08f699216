CREATE TABLE x (a int, b text DEFAULT 'x');
CREATE TABLE y (a int, b text DEFAULT 'y');
-- error
CREATE TABLE z (a int DEFAULT 1, b text) INHERITS (x, y);
