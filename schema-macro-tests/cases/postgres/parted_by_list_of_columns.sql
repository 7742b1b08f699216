-- error
CREATE TABLE events (id int, kind text) PARTITION BY LIST (id, kind);
