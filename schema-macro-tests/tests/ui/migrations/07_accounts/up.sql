-- Names of every kind, in several schemas.
CREATE SCHEMA auth;
CREATE SCHEMA "Old Books";
CREATE TYPE auth.role AS ENUM ('admin', 'member');

CREATE TABLE auth.accounts (
    id SERIAL PRIMARY KEY,
    member_id INTEGER REFERENCES group_members (id),
    email TEXT NOT NULL,
    role auth.role NOT NULL DEFAULT 'member',
    last_status payment_status
);

CREATE TABLE auth."Sign Ins" (
    id BIGINT PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES auth.accounts (id),
    type TEXT NOT NULL,
    "At What Time" TIMESTAMP NOT NULL,
    "Type" SMALLINT,
    role auth.role,
    type_length INTEGER GENERATED ALWAYS AS (length(type)) STORED
);

CREATE MATERIALIZED VIEW auth.admins AS
    SELECT id, email FROM auth.accounts WHERE role = 'admin';

CREATE TABLE "Old Books".entries (id SERIAL PRIMARY KEY);
