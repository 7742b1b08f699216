-- error
CREATE TABLE u AS SELECT * FROM nothing;
