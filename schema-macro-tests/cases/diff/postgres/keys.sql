CREATE TABLE parents (id int PRIMARY KEY, code text UNIQUE, region int);
CREATE TABLE children (id int, parent int REFERENCES parents, code text REFERENCES parents (code),
    CONSTRAINT positive CHECK (id > 0), CONSTRAINT named_once UNIQUE (id, code));
ALTER TABLE children ADD CONSTRAINT unsure CHECK (id < 900) NOT VALID;
-- to
CREATE TABLE parents (id int UNIQUE, code text, region int NOT NULL, PRIMARY KEY (code), UNIQUE NULLS NOT DISTINCT (id, region));
CREATE TABLE children (id int NOT NULL, parent int REFERENCES parents (id) ON DELETE CASCADE, code text REFERENCES parents (code),
    CONSTRAINT positive CHECK (id > 1), CONSTRAINT unsure CHECK (id < 900), CONSTRAINT named_twice UNIQUE (id, code),
    PRIMARY KEY (id) INCLUDE (code));
