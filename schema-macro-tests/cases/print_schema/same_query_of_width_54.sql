-- At the width where the list breaks.
CREATE SCHEMA s;
CREATE TABLE aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa (id integer PRIMARY KEY);
CREATE TABLE bbbbbbbbbbbbbbbbbb (id integer PRIMARY KEY);
CREATE TABLE s.caaaaaaaaaaaaaaaaaaaaaaaaaaaaa (id integer PRIMARY KEY);
CREATE TABLE s.dddddddddddddddddd (id integer PRIMARY KEY);
