-- Two schemas are two groups.
CREATE TABLE users (id integer PRIMARY KEY);
CREATE SCHEMA billing;
CREATE TABLE billing.invoices (
    id integer PRIMARY KEY,
    user_id integer NOT NULL REFERENCES users (id)
);
CREATE VIEW latest AS SELECT id FROM billing.invoices;
