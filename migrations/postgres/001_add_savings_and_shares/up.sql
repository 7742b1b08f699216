-- Phase 1: what members pay in, at which meeting, and what they get back when
-- the cycle ends.

-- Cycles, the price of a share and the running totals come with the savings.
ALTER TABLE savings_groups
    ADD COLUMN cycle_start_date DATE,
    ADD COLUMN cycle_end_date DATE,
    ADD COLUMN cycle_status VARCHAR(20) NOT NULL DEFAULT 'planning',
    ADD COLUMN share_value NUMERIC(10,2),
    ADD COLUMN savings_balance NUMERIC(12,2) NOT NULL DEFAULT 0.00,
    ADD CHECK (cycle_status IN ('planning', 'active', 'closing', 'closed')),
    ADD CHECK (cycle_end_date > cycle_start_date);

-- Payments are matched to members by family name, which one column for the whole
-- name cannot give. The old column stays until every client writes the new ones.
ALTER TABLE group_members
    ADD COLUMN first_name VARCHAR(50),
    ADD COLUMN last_name VARCHAR(50),
    ADD COLUMN share_balance NUMERIC(12,2) NOT NULL DEFAULT 0.00,
    ADD COLUMN total_contributions NUMERIC(12,2) NOT NULL DEFAULT 0.00;

ALTER TABLE group_members ALTER COLUMN name DROP NOT NULL;

UPDATE group_members
SET first_name = left(split_part(trim(name), ' ', 1), 50),
    last_name = left(trim(substr(trim(name), length(split_part(trim(name), ' ', 1)) + 1)), 50);

ALTER TABLE notifications
    ADD COLUMN group_id INTEGER REFERENCES savings_groups (id) ON DELETE CASCADE;

CREATE INDEX idx_notifications_group_id ON notifications (group_id);

-- Savings ---------------------------------------------------------------------

CREATE TABLE saving_types (
    id SERIAL PRIMARY KEY,
    code VARCHAR(20) NOT NULL UNIQUE,
    name VARCHAR(80) NOT NULL,
    description TEXT,
    is_mandatory BOOLEAN NOT NULL DEFAULT FALSE,
    minimum_amount NUMERIC(12,2) NOT NULL DEFAULT 0.00 CHECK (minimum_amount >= 0),
    maximum_amount NUMERIC(12,2),
    interest_rate NUMERIC(5,2) NOT NULL DEFAULT 0.00 CHECK (interest_rate BETWEEN 0 AND 100),
    withdrawal_notice_days SMALLINT,
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    CHECK (maximum_amount >= minimum_amount)
);

COMMENT ON TABLE saving_types IS 'Kinds of saving that every group can offer';

INSERT INTO saving_types (code, name, description, is_mandatory, withdrawal_notice_days)
VALUES
    ('compulsory', 'Compulsory savings', 'The amount agreed for every meeting', TRUE, NULL),
    ('voluntary', 'Voluntary savings', 'Anything above the agreed amount', FALSE, 7),
    ('social_fund', 'Social fund', 'For illness and funerals; not paid back', TRUE, NULL);

CREATE TABLE member_savings (
    id SERIAL PRIMARY KEY,
    member_id INTEGER NOT NULL REFERENCES group_members (id) ON DELETE CASCADE,
    saving_type_id INTEGER NOT NULL REFERENCES saving_types (id),
    balance NUMERIC(10,2) NOT NULL DEFAULT 0.00 CHECK (balance >= 0),
    target_amount NUMERIC(12,2),
    target_date DATE,
    opened_date DATE NOT NULL DEFAULT CURRENT_DATE,
    last_transaction_date DATE,
    status VARCHAR(20) NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'locked', 'closed')),
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    UNIQUE (member_id, saving_type_id)
);

CREATE INDEX idx_member_savings_saving_type_id ON member_savings (saving_type_id);

COMMENT ON TABLE member_savings IS 'A member''s balance in one kind of saving';

CREATE TABLE saving_transactions (
    id SERIAL PRIMARY KEY,
    member_saving_id INTEGER NOT NULL REFERENCES member_savings (id) ON DELETE CASCADE,
    meeting_id INTEGER REFERENCES meetings (id) ON DELETE SET NULL,
    transaction_type VARCHAR(20) NOT NULL
        CHECK (transaction_type IN ('deposit', 'withdrawal', 'interest', 'fee')),
    amount NUMERIC(12,2) NOT NULL CHECK (amount > 0),
    transaction_date DATE NOT NULL DEFAULT CURRENT_DATE,
    payment_method VARCHAR(20) DEFAULT 'cash'
        CHECK (payment_method IN ('cash', 'mobile_money', 'bank')),
    reference VARCHAR(30),
    notes TEXT,
    recorded_by INTEGER REFERENCES users (id) ON DELETE SET NULL,
    verified_by INTEGER REFERENCES users (id) ON DELETE CASCADE,
    verified_at TIMESTAMPTZ,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);

CREATE INDEX idx_saving_transactions_member_saving_id ON saving_transactions (member_saving_id);
CREATE INDEX idx_saving_transactions_meeting_id ON saving_transactions (meeting_id);
CREATE INDEX idx_saving_transactions_recorded_by ON saving_transactions (recorded_by);
CREATE INDEX idx_saving_transactions_verified_by ON saving_transactions (verified_by);
CREATE INDEX idx_saving_transactions_transaction_date ON saving_transactions (transaction_date);

COMMENT ON TABLE saving_transactions IS 'Payments into and out of savings; corrected by a further row, never by an update of the amount';

CREATE FUNCTION update_member_savings_balance() RETURNS TRIGGER AS $$
BEGIN
    UPDATE member_savings
    SET balance = balance + CASE
            WHEN NEW.transaction_type IN ('deposit', 'interest') THEN NEW.amount
            ELSE -NEW.amount
        END,
        last_transaction_date = GREATEST(last_transaction_date, NEW.transaction_date)
    WHERE id = NEW.member_saving_id;
    RETURN NULL;
END;
$$ LANGUAGE plpgsql;

CREATE TRIGGER saving_transactions_balance
    AFTER INSERT ON saving_transactions
    FOR EACH ROW EXECUTE FUNCTION update_member_savings_balance();

CREATE TABLE group_cashbook (
    id INTEGER GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    group_id INTEGER NOT NULL REFERENCES savings_groups (id) ON DELETE CASCADE,
    meeting_id INTEGER REFERENCES meetings (id) ON DELETE SET NULL,
    member_id INTEGER REFERENCES group_members (id) ON DELETE SET NULL,
    entry_date DATE NOT NULL,
    entry_type VARCHAR(20) NOT NULL
        CHECK (entry_type IN ('opening', 'saving', 'share', 'fine', 'share_out', 'expense')),
    direction VARCHAR(3) NOT NULL CHECK (direction IN ('in', 'out')),
    amount NUMERIC(12,2) NOT NULL CHECK (amount > 0),
    running_balance NUMERIC(12,2),
    description VARCHAR(150) NOT NULL,
    reference_number VARCHAR(50),
    recorded_by INTEGER REFERENCES users (id) ON DELETE SET NULL,
    approved_by INTEGER REFERENCES users (id),
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);

CREATE INDEX idx_group_cashbook_group_id ON group_cashbook (group_id);
CREATE INDEX idx_group_cashbook_meeting_id ON group_cashbook (meeting_id);
CREATE INDEX idx_group_cashbook_member_id ON group_cashbook (member_id);
CREATE INDEX idx_group_cashbook_recorded_by ON group_cashbook (recorded_by);
CREATE INDEX idx_group_cashbook_approved_by ON group_cashbook (approved_by);

COMMENT ON TABLE group_cashbook IS 'The cash box of a group: every coin in and out';

-- Fines -----------------------------------------------------------------------

CREATE TABLE fine_types (
    id SERIAL PRIMARY KEY,
    group_id INTEGER NOT NULL REFERENCES savings_groups (id) ON DELETE CASCADE,
    name VARCHAR(80) NOT NULL,
    description TEXT,
    amount NUMERIC(8,2) NOT NULL CHECK (amount > 0),
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    UNIQUE (group_id, name)
);

COMMENT ON TABLE fine_types IS 'What a group fines, and how much';

CREATE TABLE fines (
    id SERIAL PRIMARY KEY,
    member_id INTEGER NOT NULL REFERENCES group_members (id) ON DELETE CASCADE,
    fine_type_id INTEGER REFERENCES fine_types (id) ON DELETE SET NULL,
    meeting_id INTEGER REFERENCES meetings (id) ON DELETE SET NULL,
    amount NUMERIC(12,2) NOT NULL CHECK (amount > 0),
    reason VARCHAR(255),
    issued_date DATE NOT NULL DEFAULT CURRENT_DATE,
    due_date DATE,
    status VARCHAR(20) NOT NULL DEFAULT 'unpaid' CHECK (status IN ('unpaid', 'paid', 'waived')),
    paid_date DATE,
    waived_by INTEGER REFERENCES users (id) ON DELETE SET NULL,
    waiver_reason TEXT,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);

CREATE INDEX idx_fines_member_id ON fines (member_id);
CREATE INDEX idx_fines_fine_type_id ON fines (fine_type_id);
CREATE INDEX idx_fines_meeting_id ON fines (meeting_id);
CREATE INDEX idx_fines_waived_by ON fines (waived_by);

COMMENT ON TABLE fines IS 'Fines of members, paid or not';
COMMENT ON COLUMN fines.fine_type_id IS 'NULL where the rule has gone; the fine stands';

-- Shares ----------------------------------------------------------------------

CREATE TABLE member_shares (
    id SERIAL PRIMARY KEY,
    member_id INTEGER NOT NULL REFERENCES group_members (id) ON DELETE CASCADE,
    cycle_number SMALLINT NOT NULL DEFAULT 1 CHECK (cycle_number > 0),
    shares_owned INTEGER NOT NULL DEFAULT 0 CHECK (shares_owned >= 0),
    share_value NUMERIC(12,2) NOT NULL,
    total_value NUMERIC(12,2) GENERATED ALWAYS AS (shares_owned * share_value) STORED,
    last_purchase_date DATE,
    status VARCHAR(20) NOT NULL DEFAULT 'active'
        CHECK (status IN ('active', 'redeemed', 'transferred')),
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    UNIQUE (member_id, cycle_number)
);

COMMENT ON TABLE member_shares IS 'Shares of a member in one cycle';

CREATE TABLE share_transactions (
    id SERIAL PRIMARY KEY,
    member_share_id INTEGER NOT NULL REFERENCES member_shares (id) ON DELETE CASCADE,
    meeting_id INTEGER REFERENCES meetings (id) ON DELETE SET NULL,
    to_member_id INTEGER REFERENCES group_members (id) ON DELETE SET NULL,
    transaction_type VARCHAR(20) NOT NULL
        CHECK (transaction_type IN ('purchase', 'redemption', 'transfer')),
    shares INTEGER NOT NULL CHECK (shares > 0),
    unit_price NUMERIC(12,2) NOT NULL,
    transaction_date DATE NOT NULL DEFAULT CURRENT_DATE,
    recorded_by INTEGER REFERENCES users (id) ON DELETE SET NULL,
    notes TEXT,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);

CREATE INDEX idx_share_transactions_member_share_id ON share_transactions (member_share_id);
CREATE INDEX idx_share_transactions_meeting_id ON share_transactions (meeting_id);
CREATE INDEX idx_share_transactions_to_member_id ON share_transactions (to_member_id);
CREATE INDEX idx_share_transactions_recorded_by ON share_transactions (recorded_by);

COMMENT ON TABLE share_transactions IS 'Shares bought, paid back and handed on';
COMMENT ON COLUMN share_transactions.to_member_id IS 'Only for a transfer: who received the shares';

CREATE TABLE share_outs (
    id SERIAL PRIMARY KEY,
    group_id INTEGER NOT NULL REFERENCES savings_groups (id) ON DELETE CASCADE,
    meeting_id INTEGER REFERENCES meetings (id) ON DELETE SET NULL,
    cycle_number SMALLINT NOT NULL CHECK (cycle_number > 0),
    share_out_date DATE NOT NULL,
    total_fund NUMERIC(12,2) NOT NULL,
    total_shares INTEGER NOT NULL CHECK (total_shares > 0),
    value_per_share NUMERIC(12,2),
    status VARCHAR(20) NOT NULL DEFAULT 'planned'
        CHECK (status IN ('planned', 'approved', 'paid', 'cancelled')),
    approved_by INTEGER REFERENCES users (id) ON DELETE SET NULL,
    approved_at TIMESTAMPTZ,
    notes TEXT,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    UNIQUE (group_id, cycle_number)
);

CREATE INDEX idx_share_outs_meeting_id ON share_outs (meeting_id);
CREATE INDEX idx_share_outs_approved_by ON share_outs (approved_by);

COMMENT ON TABLE share_outs IS 'The fund of a group divided among its members at the end of a cycle';

CREATE TABLE share_out_payments (
    id SERIAL PRIMARY KEY,
    share_out_id INTEGER NOT NULL REFERENCES share_outs (id) ON DELETE CASCADE,
    member_id INTEGER NOT NULL REFERENCES group_members (id) ON DELETE CASCADE,
    shares INTEGER NOT NULL CHECK (shares >= 0),
    gross_amount NUMERIC(12,2) NOT NULL,
    loan_deduction NUMERIC(12,2) NOT NULL DEFAULT 0.00,
    fine_deduction NUMERIC(12,2) NOT NULL DEFAULT 0.00,
    net_amount NUMERIC(12,2) NOT NULL,
    payment_method VARCHAR(20) NOT NULL DEFAULT 'cash'
        CHECK (payment_method IN ('cash', 'mobile_money', 'bank')),
    paid_date DATE,
    paid_by INTEGER REFERENCES users (id) ON DELETE SET NULL,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    UNIQUE (share_out_id, member_id),
    CHECK (net_amount = gross_amount - loan_deduction - fine_deduction)
);

CREATE INDEX idx_share_out_payments_member_id ON share_out_payments (member_id);
CREATE INDEX idx_share_out_payments_paid_by ON share_out_payments (paid_by);

COMMENT ON TABLE share_out_payments IS 'What each member receives from a share-out, less what he or she owes';

-- A fine for coming late is issued from the attendance list.
ALTER TABLE meeting_attendance
    ADD COLUMN fine_id INTEGER REFERENCES fines (id) ON DELETE SET NULL;

CREATE INDEX idx_meeting_attendance_fine_id ON meeting_attendance (fine_id);
