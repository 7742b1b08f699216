CREATE TABLE action (key int, value text, name text, type text, date date, time time, timestamp timestamp, text text, position int, values int);
