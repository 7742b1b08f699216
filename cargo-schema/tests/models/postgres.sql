-- Most of what PostgreSQL has: enums, checks, arrays, keys of several columns, schemas, views.
CREATE TYPE member_role AS ENUM ('chair', 'treasurer', 'Secretary of Group', '2nd');
CREATE DOMAIN role_of_group AS member_role;
CREATE SCHEMA auth;
CREATE TYPE auth.level AS ENUM ('READ_ONLY', 'READ_WRITE');

CREATE TABLE savings_groups (
    id serial PRIMARY KEY,
    name varchar(100) NOT NULL UNIQUE,
    parent_id integer REFERENCES savings_groups,
    "type" text NOT NULL DEFAULT 'village' CHECK ("type" IN ('village', 'school')),
    "createdAt" timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE savings_groups IS E'People who save together.\n\n    Not a ```code block```.';
COMMENT ON COLUMN savings_groups.type IS 'Where they meet.';

CREATE TABLE people (
    person_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id integer NOT NULL REFERENCES savings_groups ON DELETE CASCADE,
    former_group_id integer REFERENCES savings_groups,
    role member_role,
    roles member_role[] NOT NULL DEFAULT '{}',
    former_role role_of_group NOT NULL,
    level auth.level NOT NULL DEFAULT 'READ_ONLY',
    currency char(3) NOT NULL CHECK (currency IN ('UGX', 'USD')),
    padded char(9) NOT NULL CHECK (padded IN ('a', 'b')),
    shares numeric(12,2) NOT NULL,
    total numeric GENERATED ALWAYS AS (shares * 2) STORED,
    notes text[],
    details jsonb,
    search tsvector,
    badge uuid NOT NULL,
    absent daterange
);

CREATE TABLE auth.people (
    person_id bigint NOT NULL REFERENCES people,
    number smallint NOT NULL,
    levels auth.level[] NOT NULL,
    PRIMARY KEY (person_id, number)
);
CREATE TABLE options (id integer PRIMARY KEY, weight double precision, vector point NOT NULL);
CREATE TABLE no_key (a integer);
CREATE TABLE only_words (words tsvector PRIMARY KEY);
CREATE VIEW group_names AS SELECT id, name FROM savings_groups;
