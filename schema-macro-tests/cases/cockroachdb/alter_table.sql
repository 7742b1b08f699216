-- https://www.cockroachlabs.com/docs/v26.2/alter-table#subcommands
-- Actions are applied as they are written.

CREATE TABLE t (id INT PRIMARY KEY, a INT, b INT DEFAULT 1, gone INT);
ALTER TABLE t
    ADD COLUMN c STRING NOT NULL DEFAULT 'x' UNIQUE,
    ADD COLUMN IF NOT EXISTS a STRING,
    DROP COLUMN gone,
    RENAME COLUMN b TO d,
    ALTER COLUMN d DROP DEFAULT,
    ALTER COLUMN a SET NOT NULL,
    ADD CONSTRAINT positive CHECK (a > 0);
ALTER TABLE IF EXISTS none ADD COLUMN a INT;
ALTER TABLE t DROP COLUMN IF EXISTS none;
