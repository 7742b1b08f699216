SET explicit_defaults_for_timestamp = 0;
CREATE TABLE t (id int, a timestamp, b timestamp, c timestamp NULL, d timestamp DEFAULT 0);
SET explicit_defaults_for_timestamp = 1;
CREATE TABLE u (a timestamp);
