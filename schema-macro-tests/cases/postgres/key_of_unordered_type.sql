CREATE TABLE a (j json, p point, x jsonb UNIQUE, y json[] UNIQUE);
CREATE INDEX ON a USING gist (p);
CREATE INDEX ON a USING gin (x jsonb_path_ops);
-- error
ALTER TABLE a ADD UNIQUE (j);
