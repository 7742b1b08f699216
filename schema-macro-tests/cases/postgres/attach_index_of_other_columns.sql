CREATE TABLE events (id int NOT NULL, kind text) PARTITION BY RANGE (id);
CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (1) TO (9);
CREATE INDEX events_kind ON ONLY events (kind);
CREATE INDEX events_1_id ON events_1 (id);
-- error
ALTER INDEX events_kind ATTACH PARTITION events_1_id;
