CREATE TABLE parent (a int UNIQUE DEFERRABLE);
-- error
CREATE TABLE child (a int REFERENCES parent (a));
