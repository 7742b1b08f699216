CREATE TABLE t (a bool, b boolean NOT NULL DEFAULT true, c tinyint(1), d tinyint(2), e BOOL DEFAULT FALSE);
