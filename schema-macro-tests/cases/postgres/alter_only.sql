-- ONLY leaves out the tables that inherit, which keep what they have as their own.
CREATE TABLE assets (id int, name text, price int CHECK (price > 0), place text);
CREATE TABLE boats (mast int) INHERITS (assets);
CREATE TABLE ferries () INHERITS (boats);
ALTER TABLE ONLY assets ALTER COLUMN id SET NOT NULL;
ALTER TABLE boats ALTER COLUMN name SET NOT NULL;
ALTER TABLE ONLY assets DROP COLUMN place;
ALTER TABLE boats DROP COLUMN place;
ALTER TABLE ONLY assets DROP CONSTRAINT assets_price_check;
ALTER TABLE boats DROP CONSTRAINT assets_price_check;
ALTER TABLE ONLY assets ADD CONSTRAINT own CHECK (id > 0) NO INHERIT, ADD PRIMARY KEY (id);
CREATE TABLE trips (id int NOT NULL, day date NOT NULL) PARTITION BY RANGE (day);
CREATE TABLE trips_old PARTITION OF trips FOR VALUES FROM (MINVALUE) TO ('2020-01-01');
ALTER TABLE ONLY trips ADD CONSTRAINT trips_key PRIMARY KEY (id, day);
ALTER TABLE ONLY trips_old ADD CONSTRAINT old_key PRIMARY KEY (id, day);
ALTER TABLE ONLY trips ALTER COLUMN id SET NOT NULL;
