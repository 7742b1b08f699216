-- A foreign table may be a partition, from the beginning or later.
CREATE EXTENSION postgres_fdw;
CREATE SERVER archive FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'archive.example', dbname 'archive');
CREATE USER MAPPING FOR PUBLIC SERVER archive OPTIONS (user 'reader', password 'secret');
CREATE TABLE payments (
    id bigint NOT NULL,
    paid_on date NOT NULL,
    amount numeric(12, 2) NOT NULL CHECK (amount > 0)
) PARTITION BY RANGE (paid_on);
CREATE TABLE payments_2025 PARTITION OF payments FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE FOREIGN TABLE payments_2024 PARTITION OF payments FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')
    SERVER archive OPTIONS (schema_name 'public', table_name 'payments_2024');
CREATE FOREIGN TABLE payments_2023 (
    id bigint OPTIONS (column_name 'number') NOT NULL,
    paid_on date NOT NULL,
    amount numeric(12, 2) NOT NULL CONSTRAINT payments_amount_check CHECK (amount > 0),
    half numeric GENERATED ALWAYS AS (amount / 2) STORED,
    noted text COLLATE "C" DEFAULT 'no'
) SERVER archive OPTIONS (table_name 'payments_2023');
ALTER FOREIGN TABLE payments_2023 DROP COLUMN half, DROP COLUMN noted, OPTIONS (SET table_name 'old');
ALTER TABLE payments ATTACH PARTITION payments_2023 FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
ALTER TABLE payments ADD COLUMN note text;
ALTER SERVER archive OPTIONS (SET host 'elsewhere.example');
ALTER FOREIGN TABLE payments_2023 RENAME TO payments_old;
CREATE VIEW all_payments AS SELECT id, paid_on FROM payments UNION ALL SELECT id, paid_on FROM payments_old;
CREATE INDEX ON payments (id);
