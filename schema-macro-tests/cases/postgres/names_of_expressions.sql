-- The engine names indexes and exclusion constraints after the columns, functions and casts in them.
CREATE TABLE stays (room int, note text, spot circle, data jsonb, CHECK (room > 0 AND tableoid > 0));
CREATE UNIQUE INDEX ON stays (lower(note));
CREATE UNIQUE INDEX ON stays ((room::text));
CREATE UNIQUE INDEX ON stays ((room + 1));
CREATE UNIQUE INDEX ON stays ((((data ->> 'a'))::int), (CASE WHEN room > 1 THEN 1 END));
CREATE UNIQUE INDEX ON stays ((CAST(note AS varchar(3))), note text_pattern_ops DESC);
CREATE UNIQUE INDEX ON stays (coalesce(note, 'x'), (data -> 'b'), (pg_catalog.upper(note)));
ALTER TABLE stays ADD EXCLUDE USING gist (spot WITH &&) WHERE (room > 2);
ALTER TABLE stays ADD EXCLUDE USING gist ((note::circle) WITH &&, circle(point(room, 1), 2) WITH &&);
ALTER TABLE stays ADD EXCLUDE (room WITH =, (room + 1) WITH =);
ALTER TABLE stays ADD EXCLUDE ((note LIKE 'a') WITH =), ADD EXCLUDE ((note COLLATE "C") WITH =);
CREATE UNIQUE INDEX ON stays ((note IS NULL), (room IN (1, 2)), (room BETWEEN 1 AND 2));
