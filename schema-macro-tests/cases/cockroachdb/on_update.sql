-- https://www.cockroachlabs.com/docs/v26.2/create-table#on-update-expressions

CREATE TABLE t (
    id INT PRIMARY KEY,
    at TIMESTAMPTZ NOT NULL DEFAULT now() ON UPDATE now(),
    by STRING ON UPDATE 'nobody' NOT NULL
);
ALTER TABLE t ALTER COLUMN at DROP ON UPDATE;
ALTER TABLE t ALTER COLUMN at SET ON UPDATE current_timestamp();
