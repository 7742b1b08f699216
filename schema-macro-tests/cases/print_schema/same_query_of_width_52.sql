-- At the width where the list breaks.
CREATE SCHEMA s;
CREATE TABLE aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa (id integer PRIMARY KEY);
CREATE TABLE bbbbbbbbbbbbbbbbbb (id integer PRIMARY KEY);
CREATE TABLE s.caaaaaaaaaaaaaaaaaaaaaaaaaaa (id integer PRIMARY KEY);
CREATE TABLE s.dddddddddddddddddd (id integer PRIMARY KEY);
