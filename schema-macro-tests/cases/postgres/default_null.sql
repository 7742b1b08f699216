-- A default of NULL is none, but where a length, a precision, a domain or another type makes a value of it.
CREATE DOMAIN short_name AS varchar(20);
CREATE DOMAIN label AS text DEFAULT NULL;
CREATE DOMAIN code AS varchar(4) DEFAULT NULL;
CREATE TABLE visits (
    notes text DEFAULT NULL,
    place varchar(40) DEFAULT NULL,
    code char DEFAULT (NULL),
    fee numeric(9, 2) DEFAULT NULL,
    total numeric DEFAULT NULL,
    seen timestamp(3) DEFAULT NULL,
    lasted interval(3) DEFAULT NULL,
    pauses interval day to second DEFAULT NULL,
    flags bit(3) DEFAULT NULL,
    tags varchar(8)[] DEFAULT NULL,
    words text[] DEFAULT NULL,
    name short_name DEFAULT NULL,
    names short_name[] DEFAULT NULL,
    same text DEFAULT NULL::text,
    same_again text DEFAULT CAST(NULL AS text),
    other text DEFAULT NULL::varchar,
    wider bigint DEFAULT NULL::int,
    lapse interval(3) DEFAULT NULL::interval
);
ALTER TABLE visits ALTER COLUMN notes SET DEFAULT 'none', ALTER COLUMN place DROP DEFAULT;
ALTER TABLE visits ALTER COLUMN notes SET DEFAULT NULL, ALTER COLUMN place SET DEFAULT NULL;
ALTER TABLE visits ADD COLUMN guide varchar(10) DEFAULT NULL, ADD COLUMN days int DEFAULT NULL;
ALTER DOMAIN label SET DEFAULT 'x';
ALTER DOMAIN label SET DEFAULT NULL;
ALTER TABLE visits ALTER COLUMN fee TYPE text;
