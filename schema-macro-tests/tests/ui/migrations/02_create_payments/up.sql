CREATE TYPE payment_status AS ENUM ('pending', 'settled', 'failed');
CREATE DOMAIN money_amount AS NUMERIC(12,2) CHECK (VALUE >= 0);

-- A column of every kind.
CREATE TABLE payments (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    member_id INTEGER NOT NULL REFERENCES group_members (id),
    type VARCHAR(20) NOT NULL,
    match TEXT,
    amount NUMERIC(12,2) NOT NULL,
    fee money_amount NOT NULL DEFAULT 0,
    total NUMERIC(12,2) NOT NULL GENERATED ALWAYS AS (amount + fee::NUMERIC) STORED,
    installment SMALLINT NOT NULL,
    is_reversed BOOLEAN NOT NULL DEFAULT FALSE,
    rate DOUBLE PRECISION,
    status payment_status NOT NULL DEFAULT 'pending',
    last_status payment_status,
    paid_on DATE NOT NULL,
    paid_at TIME,
    received_at TIMESTAMP NOT NULL,
    settled_at TIMESTAMPTZ,
    reference UUID NOT NULL,
    payload JSONB,
    receipt BYTEA,
    labels TEXT[] NOT NULL,
    sent_from INET
);
