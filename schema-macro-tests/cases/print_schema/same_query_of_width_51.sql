-- At the width where the list breaks.
CREATE SCHEMA s;
CREATE TABLE aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa (id integer PRIMARY KEY);
CREATE TABLE bbbbbbbbbbbbbbbbbb (id integer PRIMARY KEY);
CREATE TABLE s.caaaaaaaaaaaaaaaaaaaaaaaaaa (id integer PRIMARY KEY);
CREATE TABLE s.dddddddddddddddddd (id integer PRIMARY KEY);
