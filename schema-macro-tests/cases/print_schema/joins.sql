--!allow_tables_to_appear_in_same_query_config = "none"
-- Which foreign keys Diesel can join by.
CREATE TABLE a (id integer PRIMARY KEY, other integer UNIQUE, parent integer REFERENCES a);
CREATE TABLE two_keys (a integer, b integer, PRIMARY KEY (a, b));
CREATE TABLE once (id integer PRIMARY KEY, a integer REFERENCES a);
CREATE TABLE twice (id integer PRIMARY KEY, a integer REFERENCES a, b integer REFERENCES a);
CREATE TABLE by_unique (id integer PRIMARY KEY, a integer REFERENCES a (other));
CREATE TABLE by_two (id integer PRIMARY KEY, a integer, b integer, FOREIGN KEY (a, b) REFERENCES two_keys);
CREATE TABLE "Before" (id integer PRIMARY KEY, once integer REFERENCES once, by_two integer REFERENCES by_two);
CREATE TABLE there (id integer PRIMARY KEY);
CREATE TABLE back (id integer PRIMARY KEY, there integer REFERENCES there);
ALTER TABLE there ADD COLUMN back integer REFERENCES back;
CREATE TABLE alone (id integer PRIMARY KEY);
CREATE SCHEMA s;
CREATE TABLE s.child (id integer PRIMARY KEY, a integer REFERENCES a);
CREATE TABLE s.grandchild (id integer PRIMARY KEY, child integer REFERENCES s.child);
CREATE TABLE here (id integer PRIMARY KEY, child integer REFERENCES s.child);
CREATE TABLE parts (id integer PRIMARY KEY) PARTITION BY RANGE (id);
CREATE TABLE part_one PARTITION OF parts FOR VALUES FROM (0) TO (9);
CREATE TABLE to_parts (id integer PRIMARY KEY, part integer REFERENCES parts);
CREATE TABLE to_part (id integer PRIMARY KEY, part integer REFERENCES part_one);
CREATE TABLE a_table_with_quite_a_long_name_to_be_joined_with_another_one (id integer PRIMARY KEY);
CREATE TABLE another_table_with_quite_a_long_name_to_be_joined_with_it (id integer PRIMARY KEY, and_a_long_column_too integer REFERENCES a_table_with_quite_a_long_name_to_be_joined_with_another_one);
