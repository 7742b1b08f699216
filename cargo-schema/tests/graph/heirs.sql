-- A table that is a part of another one, beside foreign keys.
CREATE TABLE stations (id integer PRIMARY KEY);
CREATE TABLE readings (
    station_id integer NOT NULL REFERENCES stations (id),
    taken date NOT NULL,
    value integer,
    PRIMARY KEY (station_id, taken)
) PARTITION BY RANGE (taken);
CREATE TABLE readings_2025 PARTITION OF readings FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE readings_2026 PARTITION OF readings FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')
    PARTITION BY RANGE (taken);
CREATE TABLE readings_2026_spring PARTITION OF readings_2026 FOR VALUES FROM ('2026-03-01') TO ('2026-06-01');
CREATE TABLE weather_stations (height integer) INHERITS (stations);
