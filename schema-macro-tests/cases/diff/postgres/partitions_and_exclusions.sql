CREATE TABLE t (id int);
-- to
CREATE TABLE t (id int);
CREATE TABLE events (id int, at date NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE INDEX events_at ON events (at);
CREATE TABLE bookings (room int, during tsrange, CONSTRAINT once EXCLUDE USING gist (during WITH &&));
