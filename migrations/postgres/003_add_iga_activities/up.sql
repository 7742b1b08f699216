-- Phase 1.5: income-generating activities (IGA): a group's joint business, who
-- takes part in it, its cash, and what it returns to them.

CREATE TABLE iga_activities (
    id SERIAL PRIMARY KEY,
    group_id INTEGER NOT NULL REFERENCES savings_groups (id) ON DELETE CASCADE,
    name VARCHAR(100) NOT NULL,
    activity_type VARCHAR(30) NOT NULL
        CHECK (activity_type IN ('farming', 'livestock', 'trade', 'crafts', 'services')),
    description TEXT,
    coordinator VARCHAR(150),
    products TEXT[] NOT NULL DEFAULT '{}',
    start_date DATE NOT NULL,
    end_date DATE,
    initial_capital NUMERIC(10,2) NOT NULL DEFAULT 0.00 CHECK (initial_capital >= 0),
    expected_return NUMERIC(12,2),
    location VARCHAR(200),
    latitude NUMERIC(9,6),
    longitude NUMERIC(9,6),
    status VARCHAR(20) NOT NULL DEFAULT 'planned'
        CHECK (status IN ('planned', 'running', 'paused', 'ended')),
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    CHECK (end_date >= start_date)
);

CREATE INDEX idx_iga_activities_group_id ON iga_activities (group_id);

COMMENT ON TABLE iga_activities IS 'Joint businesses of a group';
COMMENT ON COLUMN iga_activities.products IS 'What is made or sold, in the words of the group';

CREATE TABLE iga_participation (
    activity_id INTEGER NOT NULL REFERENCES iga_activities (id) ON DELETE CASCADE,
    member_id INTEGER NOT NULL REFERENCES group_members (id) ON DELETE CASCADE,
    participation_role VARCHAR(20) NOT NULL DEFAULT 'worker'
        CHECK (participation_role IN ('coordinator', 'worker', 'investor')),
    contribution_amount NUMERIC(12,2) NOT NULL DEFAULT 0.00,
    profit_share NUMERIC(5,2),
    hours_worked NUMERIC(7,2) NOT NULL DEFAULT 0.00,
    joined_date DATE NOT NULL DEFAULT CURRENT_DATE,
    left_date DATE,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    PRIMARY KEY (activity_id, member_id),
    CHECK (profit_share BETWEEN 0 AND 100),
    CHECK (left_date >= joined_date)
);

CREATE INDEX idx_iga_participation_member_id ON iga_participation (member_id);

COMMENT ON TABLE iga_participation IS 'Members who work or invest in an activity';
COMMENT ON COLUMN iga_participation.profit_share IS 'In percent; NULL where the profit is divided by hours worked';

CREATE TABLE iga_cashflow (
    id INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    activity_id INTEGER NOT NULL REFERENCES iga_activities (id) ON DELETE CASCADE,
    flow_date DATE NOT NULL,
    flow_type VARCHAR(10) NOT NULL CHECK (flow_type IN ('income', 'expense')),
    category VARCHAR(50) NOT NULL,
    amount NUMERIC(12,2) NOT NULL CHECK (amount > 0),
    quantity NUMERIC(10,3),
    unit VARCHAR(20),
    description TEXT,
    receipt_url VARCHAR(255),
    recorded_by INTEGER REFERENCES users (id) ON DELETE SET NULL,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);

CREATE INDEX idx_iga_cashflow_activity_id ON iga_cashflow (activity_id);
CREATE INDEX idx_iga_cashflow_recorded_by ON iga_cashflow (recorded_by);

COMMENT ON TABLE iga_cashflow IS 'Income and expenses of an activity';

-- Only who takes part can be paid a return, hence the key of two columns.
CREATE TABLE iga_returns (
    id SERIAL PRIMARY KEY,
    activity_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    meeting_id INTEGER REFERENCES meetings (id) ON DELETE SET NULL,
    period_start DATE NOT NULL,
    period_end DATE NOT NULL,
    gross_amount NUMERIC(12,2) NOT NULL CHECK (gross_amount >= 0),
    deductions NUMERIC(12,2) NOT NULL DEFAULT 0.00,
    net_amount NUMERIC(12,2) GENERATED ALWAYS AS (gross_amount - deductions) STORED,
    payment_method VARCHAR(20) NOT NULL DEFAULT 'cash'
        CHECK (payment_method IN ('cash', 'mobile_money', 'bank', 'reinvested')),
    paid_date DATE,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    UNIQUE (activity_id, member_id, period_start),
    FOREIGN KEY (activity_id, member_id)
        REFERENCES iga_participation (activity_id, member_id) ON DELETE CASCADE,
    CHECK (period_end >= period_start)
);

CREATE INDEX idx_iga_returns_meeting_id ON iga_returns (meeting_id);

COMMENT ON TABLE iga_returns IS 'Profit of an activity paid to those who take part';

-- Capital comes from the cash box, and profit can go back to it.
ALTER TABLE group_cashbook
    ADD COLUMN iga_activity_id INTEGER REFERENCES iga_activities (id) ON DELETE SET NULL,
    DROP CONSTRAINT group_cashbook_entry_type_check,
    ADD CONSTRAINT group_cashbook_entry_type_check CHECK (entry_type IN (
        'opening', 'saving', 'share', 'fine', 'share_out', 'expense', 'loan', 'repayment', 'iga'
    ));

CREATE INDEX idx_group_cashbook_iga_activity_id ON group_cashbook (iga_activity_id);
