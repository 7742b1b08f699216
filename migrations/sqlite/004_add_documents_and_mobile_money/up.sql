-- Phase 4: the papers of a group, and its accounts with the mobile-money
-- companies.

-- A registered group has a constitution and a certificate; banks ask for both.
ALTER TABLE savings_groups ADD COLUMN constitution_document_url VARCHAR(255);
ALTER TABLE savings_groups ADD COLUMN registration_certificate_url VARCHAR(255);
ALTER TABLE savings_groups ADD COLUMN is_registered BOOLEAN DEFAULT FALSE;
ALTER TABLE savings_groups ADD COLUMN registration_number VARCHAR(50);
ALTER TABLE savings_groups ADD COLUMN registration_date DATE;

-- Documents -------------------------------------------------------------------

-- Kinds of document, and how long each is kept.
CREATE TABLE document_categories (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    code VARCHAR(30) NOT NULL UNIQUE,
    name VARCHAR(80) NOT NULL,
    description TEXT,
    is_required BOOLEAN NOT NULL DEFAULT FALSE,
    -- NULL: for ever
    retention_months SMALLINT CHECK (retention_months > 0),
    display_order SMALLINT NOT NULL DEFAULT 0,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);

INSERT INTO document_categories (code, name, is_required, retention_months, display_order)
VALUES
    ('constitution', 'Constitution', TRUE, NULL, 1),
    ('registration', 'Registration certificate', TRUE, NULL, 2),
    ('minutes', 'Signed minutes', FALSE, 120, 3),
    ('identity', 'Copy of an identity card', FALSE, 60, 4),
    ('receipt', 'Receipt', FALSE, 84, 5);

-- Files of a group or of one of its members.
CREATE TABLE documents (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    group_id INTEGER NOT NULL REFERENCES savings_groups (id) ON DELETE CASCADE,
    -- NULL: the document is the whole group's
    member_id INTEGER REFERENCES group_members (id) ON DELETE CASCADE,
    category_id INTEGER NOT NULL REFERENCES document_categories (id) ON DELETE RESTRICT,
    title VARCHAR(100) NOT NULL,
    file_name VARCHAR(255) NOT NULL,
    file_url TEXT NOT NULL,
    file_size INTEGER NOT NULL CHECK (file_size >= 0),
    mime_type VARCHAR(50) NOT NULL,
    checksum BLOB,
    labels TEXT CHECK (json_type(labels) = 'array'),
    status VARCHAR(20) NOT NULL DEFAULT 'draft'
        CHECK (status IN ('draft', 'submitted', 'verified', 'rejected')),
    issue_date DATE,
    expiry_date DATE,
    uploaded_by INTEGER NOT NULL REFERENCES users (id),
    verified_by INTEGER REFERENCES users (id) ON DELETE SET NULL,
    verified_at TIMESTAMP,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    CHECK (expiry_date > issue_date)
);

CREATE INDEX idx_documents_group_id ON documents (group_id);
CREATE INDEX idx_documents_member_id ON documents (member_id);
CREATE INDEX idx_documents_category_id ON documents (category_id);
CREATE INDEX idx_documents_uploaded_by ON documents (uploaded_by);
CREATE INDEX idx_documents_verified_by ON documents (verified_by);

-- Mobile money ----------------------------------------------------------------

-- Mobile-money numbers of groups and members.
CREATE TABLE mobile_money_accounts (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    group_id INTEGER NOT NULL REFERENCES savings_groups (id) ON DELETE CASCADE,
    member_id INTEGER REFERENCES group_members (id) ON DELETE CASCADE,
    provider VARCHAR(20) NOT NULL CHECK (provider IN ('mtn', 'airtel', 'mpesa')),
    phone VARCHAR(15) NOT NULL,
    account_label VARCHAR(100),
    currency CHAR(3) NOT NULL DEFAULT 'RWF',
    -- As the provider reported it last; NULL before the first time
    balance BIGINT,
    is_primary BOOLEAN NOT NULL DEFAULT FALSE,
    status VARCHAR(20) NOT NULL DEFAULT 'pending'
        CHECK (status IN ('pending', 'active', 'blocked', 'closed')),
    verified_by INTEGER REFERENCES users (id) ON DELETE SET NULL,
    verified_at TIMESTAMP,
    last_synced_at TIMESTAMP,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    UNIQUE (provider, phone)
);

CREATE INDEX idx_mobile_money_accounts_group_id ON mobile_money_accounts (group_id);
CREATE INDEX idx_mobile_money_accounts_member_id ON mobile_money_accounts (member_id);
CREATE INDEX idx_mobile_money_accounts_verified_by ON mobile_money_accounts (verified_by);
-- A group collects on one number at a time.
CREATE UNIQUE INDEX idx_mobile_money_accounts_primary ON mobile_money_accounts (group_id)
    WHERE is_primary AND member_id IS NULL;

-- Payments as the provider sees them.
CREATE TABLE mobile_money_transactions (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    account_id INTEGER NOT NULL REFERENCES mobile_money_accounts (id) ON DELETE CASCADE,
    transaction_type VARCHAR(20) NOT NULL
        CHECK (transaction_type IN ('collection', 'payout', 'transfer', 'charge')),
    amount BIGINT NOT NULL CHECK (amount > 0),
    fee BIGINT NOT NULL DEFAULT 0,
    counterparty_phone VARCHAR(15),
    -- The provider's own number; a callback that comes twice is stored once
    external_reference VARCHAR(40) NOT NULL UNIQUE,
    status VARCHAR(20) NOT NULL DEFAULT 'pending'
        CHECK (status IN ('pending', 'succeeded', 'failed', 'reversed')),
    failure_reason VARCHAR(255),
    response TEXT,
    initiated_by INTEGER REFERENCES users (id) ON DELETE SET NULL,
    initiated_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    completed_at TIMESTAMP,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);

CREATE INDEX idx_mobile_money_transactions_account_id ON mobile_money_transactions (account_id);
CREATE INDEX idx_mobile_money_transactions_initiated_by ON mobile_money_transactions (initiated_by);

-- The provider's statement compared with our ledger, month by month.
CREATE TABLE mobile_money_reconciliations (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    account_id INTEGER NOT NULL REFERENCES mobile_money_accounts (id) ON DELETE CASCADE,
    period_start DATE NOT NULL,
    period_end DATE NOT NULL,
    statement_balance BIGINT NOT NULL,
    ledger_balance BIGINT NOT NULL,
    difference BIGINT GENERATED ALWAYS AS (statement_balance - ledger_balance) STORED,
    unmatched_count INTEGER NOT NULL DEFAULT 0,
    status VARCHAR(20) NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'balanced', 'disputed')),
    reconciled_by INTEGER REFERENCES users (id) ON DELETE SET NULL,
    reconciled_at TIMESTAMP,
    notes TEXT,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    UNIQUE (account_id, period_end),
    CHECK (period_end >= period_start)
);

CREATE INDEX idx_mobile_money_reconciliations_reconciled_by
    ON mobile_money_reconciliations (reconciled_by);

-- What was paid by phone says by which payment.
ALTER TABLE saving_transactions
    ADD COLUMN mobile_money_transaction_id INTEGER
        REFERENCES mobile_money_transactions (id) ON DELETE SET NULL;

CREATE INDEX idx_saving_transactions_mobile_money_transaction_id
    ON saving_transactions (mobile_money_transaction_id);

ALTER TABLE group_cashbook
    ADD COLUMN mobile_money_transaction_id INTEGER
        REFERENCES mobile_money_transactions (id) ON DELETE SET NULL;

CREATE INDEX idx_group_cashbook_mobile_money_transaction_id
    ON group_cashbook (mobile_money_transaction_id);
