CREATE TABLE parents (id integer PRIMARY KEY, code text UNIQUE NOT NULL);
CREATE TABLE a (
    id integer CONSTRAINT a_key PRIMARY KEY,
    parent integer NULL REFERENCES parents ON DELETE CASCADE ON UPDATE SET NULL DEFERRABLE INITIALLY DEFERRED,
    code text COLLATE "C" DEFAULT 'x' REFERENCES parents (code) MATCH FULL,
    amount numeric(12, 2) DEFAULT 0.00 CHECK (amount >= 0) NOT NULL,
    positive integer CONSTRAINT is_positive CHECK (positive > 0) NO INHERIT,
    label varchar(10) UNIQUE
);
