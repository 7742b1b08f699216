--!custom_type_derives = ["DDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDD"]
-- At the widths where the list breaks, outside of a module or in one.
CREATE SCHEMA s;
CREATE TYPE mood AS ENUM ('a');
CREATE TABLE posts (id integer PRIMARY KEY, mood mood);
CREATE TABLE s.posts (id integer PRIMARY KEY, mood mood);
