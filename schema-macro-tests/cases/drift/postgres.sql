-- The expected database of the cases below: see src/drift.rs.
CREATE SCHEMA billing;
CREATE TYPE loan_status AS ENUM ('applied', 'approved', 'repaid');
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TABLE groups (
    id serial PRIMARY KEY,
    name varchar(100) NOT NULL,
    district text DEFAULT 'north',
    created_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT groups_name_key UNIQUE (name)
);
CREATE TABLE members (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id integer NOT NULL REFERENCES groups (id) ON DELETE CASCADE,
    phone varchar(20) NOT NULL,
    score smallint CHECK (score BETWEEN 300 AND 850),
    email text CHECK (length(email) > 3 OR email IS NULL),
    doubled integer GENERATED ALWAYS AS (group_id * 2) STORED,
    UNIQUE (group_id, phone)
);
CREATE UNIQUE INDEX members_email ON members (lower(email)) WHERE email <> '';
CREATE TABLE loans (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    member_id bigint REFERENCES members ON DELETE SET NULL ON UPDATE CASCADE,
    status loan_status NOT NULL DEFAULT 'applied',
    amount numeric(12,2) NOT NULL DEFAULT 0.00,
    active boolean NOT NULL DEFAULT true,
    terms jsonb DEFAULT '{"a":1}',
    CONSTRAINT loans_amount_check CHECK (amount > 0),
    CHECK (status IN ('applied', 'approved'))
);
CREATE TRIGGER loans_touched BEFORE UPDATE ON loans FOR EACH ROW EXECUTE FUNCTION touch();
CREATE TABLE billing.invoices (id integer PRIMARY KEY, loan_id uuid REFERENCES loans);
CREATE TABLE events (at date NOT NULL, what text) PARTITION BY RANGE (at);
CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE rooms (id integer PRIMARY KEY, during int4range, EXCLUDE USING gist (during WITH &&));
CREATE VIEW active_loans AS SELECT id, amount FROM loans WHERE active;

-- case: nothing changed

--> the database is as expected

-- case: nobody's business
CREATE TABLE _sqlx_migrations (version bigint);
CREATE TABLE spatial_ref_sys (srid integer);
CREATE TEMPORARY TABLE scratch (id integer);
CREATE INDEX members_phone ON members (phone);
CREATE TABLE events_2027 PARTITION OF events FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
CREATE SCHEMA someone_elses; CREATE TABLE someone_elses.things (id integer);
COMMENT ON TABLE loans IS 'money';
--> the database is as expected

-- case: column dropped
ALTER TABLE members DROP COLUMN score;
--> the database differs from what is expected in 2 places:
-->   members.score: expected a column smallint, found none
-->   members.members_score_check: expected CHECK (score BETWEEN 300 AND 850), found none
--> help: no migration accounts for these: the database was changed by hand, or a migration was edited after it ran; undo the change, or write a migration that makes it so

-- case: column added
ALTER TABLE members ADD COLUMN nickname varchar(30) NOT NULL DEFAULT 'x';
--> the database differs from what is expected in one place:
-->   members.nickname: expected none, found a column character varying(30) NOT NULL DEFAULT 'x'::character varying
--> help: no migration accounts for this: the database was changed by hand, or a migration was edited after it ran; undo the change, or write a migration that makes it so

-- case: column renamed
ALTER TABLE groups RENAME COLUMN district TO region;
--> the database differs from what is expected in 2 places:
-->   groups.district: expected a column text DEFAULT 'north', found none
-->   groups.region: expected none, found a column text DEFAULT 'north'::text
--> help: no migration accounts for these: the database was changed by hand, or a migration was edited after it ran; undo the change, or write a migration that makes it so

-- case: column of another type
ALTER TABLE members ALTER COLUMN phone TYPE text;
--> the database differs from what is expected in one place:
-->   members.phone: expected character varying(20), found text
--> help: no migration accounts for this: the database was changed by hand, or a migration was edited after it ran; undo the change, or write a migration that makes it so

-- case: column with more digits
ALTER TABLE groups ALTER COLUMN name TYPE varchar(200);
--> the database differs from what is expected in one place:
-->   groups.name: expected character varying(100), found character varying(200)
--> help: no migration accounts for this: the database was changed by hand, or a migration was edited after it ran; undo the change, or write a migration that makes it so

-- case: nullability changed, both ways
ALTER TABLE members ALTER COLUMN phone DROP NOT NULL, ALTER COLUMN score SET NOT NULL;
--> the database differs from what is expected in 2 places:
-->   members.phone: expected NOT NULL, found NULL allowed
-->   members.score: expected NULL allowed, found NOT NULL
--> help: no migration accounts for these: the database was changed by hand, or a migration was edited after it ran; undo the change, or write a migration that makes it so

-- case: default dropped
ALTER TABLE groups ALTER COLUMN district DROP DEFAULT;
ALTER TABLE groups ALTER COLUMN id DROP DEFAULT;
--> the database differs from what is expected in 2 places:
-->   groups.id: expected DEFAULT nextval('groups_id_seq'), found none
-->   groups.district: expected DEFAULT 'north', found none
--> help: no migration accounts for these: the database was changed by hand, or a migration was edited after it ran; undo the change, or write a migration that makes it so

-- case: default added
ALTER TABLE members ALTER COLUMN phone SET DEFAULT '';
--> the database differs from what is expected in one place:
-->   members.phone: expected none, found DEFAULT ''::character varying
--> help: no migration accounts for this: the database was changed by hand, or a migration was edited after it ran; undo the change, or write a migration that makes it so

-- case: default changed
ALTER TABLE groups ALTER COLUMN district SET DEFAULT 'south', ALTER COLUMN created_at SET DEFAULT '2020-01-01';
ALTER TABLE loans ALTER COLUMN status SET DEFAULT 'approved', ALTER COLUMN amount SET DEFAULT 1,
    ALTER COLUMN active SET DEFAULT false, ALTER COLUMN id SET DEFAULT '00000000-0000-0000-0000-000000000000';
--> the database differs from what is expected in 6 places:
-->   groups.district: expected DEFAULT 'north', found DEFAULT 'south'::text
-->   groups.created_at: expected DEFAULT CURRENT_TIMESTAMP, found DEFAULT '2020-01-01 00:00:00+00'::timestamp with time zone
-->   loans.id: expected DEFAULT gen_random_uuid(), found DEFAULT '00000000-0000-0000-0000-000000000000'::uuid
-->   loans.status: expected DEFAULT 'applied', found DEFAULT 'approved'::loan_status
-->   loans.amount: expected DEFAULT 0.00, found DEFAULT 1
-->   loans.active: expected DEFAULT true, found DEFAULT false
--> help: no migration accounts for these: the database was changed by hand, or a migration was edited after it ran; undo the change, or write a migration that makes it so

-- case: default changed to what is the same
ALTER TABLE groups ALTER COLUMN created_at SET DEFAULT now();
ALTER TABLE loans ALTER COLUMN amount SET DEFAULT '0', ALTER COLUMN active SET DEFAULT 't';
--> the database is as expected

-- case: identity by default
ALTER TABLE members ALTER COLUMN id SET GENERATED BY DEFAULT;
--> the database differs from what is expected in one place:
-->   members.id: expected GENERATED ALWAYS AS IDENTITY, found GENERATED BY DEFAULT AS IDENTITY
--> help: no migration accounts for this: the database was changed by hand, or a migration was edited after it ran; undo the change, or write a migration that makes it so

-- case: identity dropped
ALTER TABLE members ALTER COLUMN id DROP IDENTITY;
--> the database differs from what is expected in one place:
-->   members.id: expected GENERATED ALWAYS AS IDENTITY, found none
--> help: no migration accounts for this: the database was changed by hand, or a migration was edited after it ran; undo the change, or write a migration that makes it so

-- case: generated no more
ALTER TABLE members ALTER COLUMN doubled DROP EXPRESSION;
--> the database differs from what is expected in one place:
-->   members.doubled: expected GENERATED ALWAYS AS (…) STORED, found none
--> help: no migration accounts for this: the database was changed by hand, or a migration was edited after it ran; undo the change, or write a migration that makes it so

-- case: columns in another order
ALTER TABLE groups DROP COLUMN district;
ALTER TABLE groups ADD COLUMN district text DEFAULT 'north';
--> the database differs from what is expected in one place:
-->   groups: expected the columns in the order id, name, district, created_at, found the columns in the order id, name, created_at, district
--> help: no migration accounts for this: the database was changed by hand, or a migration was edited after it ran; undo the change, or write a migration that makes it so

-- case: primary key dropped
ALTER TABLE billing.invoices DROP CONSTRAINT invoices_pkey;
--> the database differs from what is expected in one place:
-->   billing.invoices.invoices_pkey: expected PRIMARY KEY (id), found none
--> help: no migration accounts for this: the database was changed by hand, or a migration was edited after it ran; undo the change, or write a migration that makes it so

-- case: primary key of other columns
ALTER TABLE billing.invoices DROP CONSTRAINT invoices_pkey, ADD PRIMARY KEY (id, loan_id);
--> the database differs from what is expected in 2 places:
-->   billing.invoices.loan_id: expected NULL allowed, found NOT NULL
-->   billing.invoices.invoices_pkey: expected PRIMARY KEY (id), found PRIMARY KEY (id, loan_id)
--> help: no migration accounts for these: the database was changed by hand, or a migration was edited after it ran; undo the change, or write a migration that makes it so

-- case: primary key renamed
ALTER TABLE billing.invoices RENAME CONSTRAINT invoices_pkey TO pk;
--> the database differs from what is expected in one place:
-->   billing.invoices.invoices_pkey: expected PRIMARY KEY (id) with the name invoices_pkey, found PRIMARY KEY (id) with the name pk
--> help: no migration accounts for this: the database was changed by hand, or a migration was edited after it ran; undo the change, or write a migration that makes it so

-- case: foreign key dropped
ALTER TABLE members DROP CONSTRAINT members_group_id_fkey;
--> the database differs from what is expected in one place:
-->   members.members_group_id_fkey: expected FOREIGN KEY (group_id) REFERENCES groups (id) ON DELETE CASCADE, found none
--> help: no migration accounts for this: the database was changed by hand, or a migration was edited after it ran; undo the change, or write a migration that makes it so

-- case: foreign key with other rules
ALTER TABLE members DROP CONSTRAINT members_group_id_fkey,
    ADD CONSTRAINT members_group_id_fkey FOREIGN KEY (group_id) REFERENCES groups ON UPDATE RESTRICT;
--> the database differs from what is expected in one place:
-->   members.members_group_id_fkey: expected FOREIGN KEY (group_id) REFERENCES groups (id) ON DELETE CASCADE, found FOREIGN KEY (group_id) REFERENCES groups (id) ON UPDATE RESTRICT
--> help: no migration accounts for this: the database was changed by hand, or a migration was edited after it ran; undo the change, or write a migration that makes it so

-- case: foreign key with another rule for updates
ALTER TABLE loans DROP CONSTRAINT loans_member_id_fkey,
    ADD CONSTRAINT loans_member_id_fkey FOREIGN KEY (member_id) REFERENCES members ON DELETE SET NULL;
--> the database differs from what is expected in one place:
-->   loans.loans_member_id_fkey: expected FOREIGN KEY (member_id) REFERENCES members (id) ON DELETE SET NULL ON UPDATE CASCADE, found FOREIGN KEY (member_id) REFERENCES members (id) ON DELETE SET NULL
--> help: no migration accounts for this: the database was changed by hand, or a migration was edited after it ran; undo the change, or write a migration that makes it so

-- case: foreign key with another name
ALTER TABLE members RENAME CONSTRAINT members_group_id_fkey TO members_group;
--> the database differs from what is expected in one place:
-->   members.members_group_id_fkey: expected FOREIGN KEY (group_id) REFERENCES groups (id) ON DELETE CASCADE with the name members_group_id_fkey, found FOREIGN KEY (group_id) REFERENCES groups (id) ON DELETE CASCADE with the name members_group
--> help: no migration accounts for this: the database was changed by hand, or a migration was edited after it ran; undo the change, or write a migration that makes it so

-- case: foreign key with another name and other rules
ALTER TABLE members DROP CONSTRAINT members_group_id_fkey,
    ADD CONSTRAINT members_group FOREIGN KEY (group_id) REFERENCES groups;
--> the database differs from what is expected in one place:
-->   members.members_group_id_fkey: expected FOREIGN KEY (group_id) REFERENCES groups (id) ON DELETE CASCADE, found FOREIGN KEY (group_id) REFERENCES groups (id)
--> help: no migration accounts for this: the database was changed by hand, or a migration was edited after it ran; undo the change, or write a migration that makes it so

-- case: foreign key to another table
ALTER TABLE billing.invoices DROP CONSTRAINT invoices_loan_id_fkey, ADD COLUMN room_id integer REFERENCES rooms;
--> the database differs from what is expected in 3 places:
-->   billing.invoices.room_id: expected none, found a column integer
-->   billing.invoices.invoices_loan_id_fkey: expected FOREIGN KEY (loan_id) REFERENCES loans (id), found none
-->   billing.invoices.invoices_room_id_fkey: expected none, found FOREIGN KEY (room_id) REFERENCES rooms (id)
--> help: no migration accounts for these: the database was changed by hand, or a migration was edited after it ran; undo the change, or write a migration that makes it so

-- case: unique constraint dropped
ALTER TABLE members DROP CONSTRAINT members_group_id_phone_key;
--> the database differs from what is expected in one place:
-->   members.members_group_id_phone_key: expected UNIQUE (group_id, phone), found none
--> help: no migration accounts for this: the database was changed by hand, or a migration was edited after it ran; undo the change, or write a migration that makes it so

-- case: unique constraint of other columns
ALTER TABLE members DROP CONSTRAINT members_group_id_phone_key,
    ADD CONSTRAINT members_group_id_phone_key UNIQUE (phone);
--> the database differs from what is expected in one place:
-->   members.members_group_id_phone_key: expected UNIQUE (group_id, phone), found UNIQUE (phone)
--> help: no migration accounts for this: the database was changed by hand, or a migration was edited after it ran; undo the change, or write a migration that makes it so

-- case: unique index instead of the constraint
ALTER TABLE groups DROP CONSTRAINT groups_name_key;
CREATE UNIQUE INDEX groups_name_key ON groups (name);
--> the database differs from what is expected in one place:
-->   groups.groups_name_key: expected UNIQUE (name), found UNIQUE INDEX (name)
--> help: no migration accounts for this: the database was changed by hand, or a migration was edited after it ran; undo the change, or write a migration that makes it so

-- case: unique index dropped
DROP INDEX members_email;
--> the database differs from what is expected in one place:
-->   members.members_email: expected UNIQUE INDEX ((…)) WHERE email <> '', found none
--> help: no migration accounts for this: the database was changed by hand, or a migration was edited after it ran; undo the change, or write a migration that makes it so

-- case: unique index for all rows
DROP INDEX members_email;
CREATE UNIQUE INDEX members_email ON members (lower(email));
--> the database differs from what is expected in one place:
-->   members.members_email: expected UNIQUE INDEX ((…)) WHERE email <> '', found UNIQUE INDEX ((…))
--> help: no migration accounts for this: the database was changed by hand, or a migration was edited after it ran; undo the change, or write a migration that makes it so

-- case: unique index added
CREATE UNIQUE INDEX one_district ON groups (district);
--> the database differs from what is expected in one place:
-->   groups.one_district: expected none, found UNIQUE INDEX (district)
--> help: no migration accounts for this: the database was changed by hand, or a migration was edited after it ran; undo the change, or write a migration that makes it so

-- case: check dropped
ALTER TABLE loans DROP CONSTRAINT loans_amount_check;
ALTER TABLE members DROP CONSTRAINT members_email_check;
--> the database differs from what is expected in 2 places:
-->   loans.loans_amount_check: expected CHECK (amount > 0), found none
-->   members.members_email_check: expected CHECK (length(email) > 3 OR email IS NULL), found none
--> help: no migration accounts for these: the database was changed by hand, or a migration was edited after it ran; undo the change, or write a migration that makes it so

-- case: check added
ALTER TABLE groups ADD CHECK (name <> '');
--> the database differs from what is expected in one place:
-->   groups.groups_name_check: expected none, found CHECK (((name)::text <> ''::text))
--> help: no migration accounts for this: the database was changed by hand, or a migration was edited after it ran; undo the change, or write a migration that makes it so

-- case: checks with other limits and values
ALTER TABLE loans DROP CONSTRAINT loans_amount_check, ADD CONSTRAINT loans_amount_check CHECK (amount >= 0);
ALTER TABLE members DROP CONSTRAINT members_score_check,
    ADD CONSTRAINT members_score_check CHECK (score >= 300 AND score <= 900);
ALTER TABLE loans DROP CONSTRAINT loans_status_check,
    ADD CONSTRAINT loans_status_check CHECK (status IN ('applied', 'repaid'));
--> the database differs from what is expected in 3 places:
-->   loans.loans_amount_check: expected CHECK (amount > 0), found CHECK ((amount >= (0)::numeric))
-->   loans.loans_status_check: expected CHECK (status IN ('applied', 'approved')), found CHECK ((status = ANY (ARRAY['applied'::loan_status, 'repaid'::loan_status])))
-->   members.members_score_check: expected CHECK (score BETWEEN 300 AND 850), found CHECK (((score >= 300) AND (score <= 900)))
--> help: no migration accounts for these: the database was changed by hand, or a migration was edited after it ran; undo the change, or write a migration that makes it so

-- case: exclusion constraint dropped
ALTER TABLE rooms DROP CONSTRAINT rooms_during_excl;
--> the database differs from what is expected in one place:
-->   rooms.rooms_during_excl: expected the exclusion constraint, found none
--> help: no migration accounts for this: the database was changed by hand, or a migration was edited after it ran; undo the change, or write a migration that makes it so

-- case: label added to an enum
ALTER TYPE loan_status ADD VALUE 'written_off' BEFORE 'repaid';
--> the database differs from what is expected in one place:
-->   loan_status: expected ENUM ('applied', 'approved', 'repaid'), found ENUM ('applied', 'approved', 'written_off', 'repaid')
--> help: no migration accounts for this: the database was changed by hand, or a migration was edited after it ran; undo the change, or write a migration that makes it so

-- case: label of an enum renamed
ALTER TYPE loan_status RENAME VALUE 'approved' TO 'granted';
--> the database differs from what is expected in 2 places:
-->   loan_status: expected ENUM ('applied', 'approved', 'repaid'), found ENUM ('applied', 'granted', 'repaid')
-->   loans.loans_status_check: expected CHECK (status IN ('applied', 'approved')), found CHECK ((status = ANY (ARRAY['applied'::loan_status, 'granted'::loan_status])))
--> help: no migration accounts for these: the database was changed by hand, or a migration was edited after it ran; undo the change, or write a migration that makes it so

-- case: enum added
CREATE TYPE mood AS ENUM ('it''s fine');
--> the database differs from what is expected in one place:
-->   mood: expected none, found ENUM ('it''s fine')
--> help: no migration accounts for this: the database was changed by hand, or a migration was edited after it ran; undo the change, or write a migration that makes it so

-- case: enum dropped
DROP VIEW active_loans;
DROP TABLE loans CASCADE;
DROP TYPE loan_status;
--> the database differs from what is expected in 4 places:
-->   loan_status: expected ENUM ('applied', 'approved', 'repaid'), found none
-->   active_loans: expected a view, found none
-->   loans: expected a table, found none
-->   billing.invoices.invoices_loan_id_fkey: expected FOREIGN KEY (loan_id) REFERENCES loans (id), found none
--> help: no migration accounts for these: the database was changed by hand, or a migration was edited after it ran; undo the change, or write a migration that makes it so

-- case: table dropped
DROP TABLE rooms;
--> the database differs from what is expected in one place:
-->   rooms: expected a table, found none
--> help: no migration accounts for this: the database was changed by hand, or a migration was edited after it ran; undo the change, or write a migration that makes it so

-- case: table added
CREATE TABLE billing.payments (id integer PRIMARY KEY);
CREATE VIEW names AS SELECT name FROM groups;
--> the database differs from what is expected in 2 places:
-->   names: expected none, found a view
-->   billing.payments: expected none, found a table
--> help: no migration accounts for these: the database was changed by hand, or a migration was edited after it ran; undo the change, or write a migration that makes it so

-- case: table moved to another schema
ALTER TABLE rooms SET SCHEMA billing;
--> the database differs from what is expected in 2 places:
-->   rooms: expected a table, found none
-->   billing.rooms: expected none, found a table
--> help: no migration accounts for these: the database was changed by hand, or a migration was edited after it ran; undo the change, or write a migration that makes it so

-- case: view for a table
DROP TABLE rooms;
CREATE VIEW rooms AS SELECT 1 AS id;
--> the database differs from what is expected in one place:
-->   rooms: expected a table, found a view
--> help: no migration accounts for this: the database was changed by hand, or a migration was edited after it ran; undo the change, or write a migration that makes it so

-- case: materialized view for a view
DROP VIEW active_loans;
CREATE MATERIALIZED VIEW active_loans AS SELECT id, amount FROM loans;
--> the database differs from what is expected in one place:
-->   active_loans: expected a view, found a materialized view
--> help: no migration accounts for this: the database was changed by hand, or a migration was edited after it ran; undo the change, or write a migration that makes it so

-- case: view with other columns
DROP VIEW active_loans;
CREATE VIEW active_loans AS SELECT id, amount::bigint FROM loans;
--> the database differs from what is expected in one place:
-->   active_loans.amount: expected numeric(12,2), found bigint
--> help: no migration accounts for this: the database was changed by hand, or a migration was edited after it ran; undo the change, or write a migration that makes it so

-- case: partition dropped
DROP TABLE events_2026;
--> the database differs from what is expected in one place:
-->   events_2026: expected a table, found none
--> help: no migration accounts for this: the database was changed by hand, or a migration was edited after it ran; undo the change, or write a migration that makes it so

-- case: trigger dropped
DROP TRIGGER loans_touched ON loans;
--> the database differs from what is expected in one place:
-->   loans.loans_touched: expected the trigger, found none
--> help: no migration accounts for this: the database was changed by hand, or a migration was edited after it ran; undo the change, or write a migration that makes it so

-- case: trigger added
CREATE TRIGGER groups_touched BEFORE UPDATE ON groups FOR EACH ROW EXECUTE FUNCTION touch();
--> the database differs from what is expected in one place:
-->   groups.groups_touched: expected none, found the trigger
--> help: no migration accounts for this: the database was changed by hand, or a migration was edited after it ran; undo the change, or write a migration that makes it so

-- case: migration not applied
DELETE FROM __diesel_schema_migrations WHERE version = '002';
ALTER TABLE groups DROP COLUMN district;
--> the database differs from what is expected in 2 places:
-->   migration 002: expected it applied, found it not applied
-->   groups.district: expected a column text DEFAULT 'north', found none
--> help: a migration is not applied: apply what is pending and compare again; the other difference may follow from that

-- case: no migration applied
DROP TABLE __diesel_schema_migrations;
--> the database differs from what is expected in 2 places:
-->   migration 001: expected it applied, found it not applied
-->   migration 002: expected it applied, found it not applied
--> help: migrations are not applied: apply what is pending and compare again

-- case: migration unknown
INSERT INTO __diesel_schema_migrations VALUES ('003');
--> the database differs from what is expected in one place:
-->   migration 003: expected none, found it applied
--> help: the database has a migration that this program does not know: run the program that goes with the database, or go back to a backup

-- case: many things at once
INSERT INTO __diesel_schema_migrations VALUES ('003');
DELETE FROM __diesel_schema_migrations WHERE version = '001';
ALTER TYPE loan_status RENAME VALUE 'approved' TO 'granted';
ALTER TABLE members ALTER COLUMN phone TYPE text, ALTER COLUMN phone DROP NOT NULL, DROP COLUMN score;
--> the database differs from what is expected in 8 places:
-->   migration 001: expected it applied, found it not applied
-->   migration 003: expected none, found it applied
-->   loan_status: expected ENUM ('applied', 'approved', 'repaid'), found ENUM ('applied', 'granted', 'repaid')
-->   loans.loans_status_check: expected CHECK (status IN ('applied', 'approved')), found CHECK ((status = ANY (ARRAY['applied'::loan_status, 'granted'::loan_status])))
-->   members.phone: expected character varying(20), found text
-->   members.phone: expected NOT NULL, found NULL allowed
-->   members.score: expected a column smallint, found none
-->   members.members_score_check: expected CHECK (score BETWEEN 300 AND 850), found none
--> help: a migration is not applied: apply what is pending and compare again; the other differences may follow from that
--> help: the database has a migration that this program does not know: run the program that goes with the database, or go back to a backup; the other differences may follow from that
