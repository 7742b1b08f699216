CREATE TABLE events (type text, value integer, name text, "order" integer, date date, time time, key text, status text, year integer,
    comment text, level smallint, data jsonb, "user" text, location point, position integer, owner text, schema text, enum text, password text);
ALTER TABLE events ADD COLUMN text text, ADD COLUMN action text, ADD role text, ADD COLUMN add text, ADD COLUMN set text;
ALTER TABLE events DROP type, DROP COLUMN value, ALTER name SET NOT NULL, ALTER date TYPE timestamp;
ALTER TABLE events RENAME key TO index;
ALTER TABLE events RENAME COLUMN level TO rename;
