CREATE TABLE x (a int, b int GENERATED ALWAYS AS (a * 2) STORED);
CREATE TABLE y (a int, b int);
-- error
CREATE TABLE z () INHERITS (x, y);
