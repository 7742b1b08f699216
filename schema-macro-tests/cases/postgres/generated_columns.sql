CREATE TABLE a (
    price numeric(12, 2) NOT NULL, quantity integer,
    total numeric GENERATED ALWAYS AS (price * quantity) STORED,
    label text GENERATED ALWAYS AS ('x' || price::text) STORED NOT NULL
);
ALTER TABLE a ADD twice integer GENERATED ALWAYS AS (quantity * 2) STORED;
ALTER TABLE a ALTER COLUMN label DROP EXPRESSION;
