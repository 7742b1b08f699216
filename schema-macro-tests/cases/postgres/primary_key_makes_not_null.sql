CREATE TABLE a (x integer NULL, y text, z text DEFAULT 'z', PRIMARY KEY (y, z));
CREATE TABLE b (x integer);
ALTER TABLE b ADD PRIMARY KEY (x);
