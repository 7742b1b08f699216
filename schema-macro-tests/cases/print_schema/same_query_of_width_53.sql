-- At the width where the list breaks.
CREATE SCHEMA s;
CREATE TABLE aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa (id integer PRIMARY KEY);
CREATE TABLE bbbbbbbbbbbbbbbbbb (id integer PRIMARY KEY);
CREATE TABLE s.caaaaaaaaaaaaaaaaaaaaaaaaaaaa (id integer PRIMARY KEY);
CREATE TABLE s.dddddddddddddddddd (id integer PRIMARY KEY);
