-- Phase 1.5: income-generating activities (IGA): a group's joint business, who
-- takes part in it, its cash, and what it returns to them.

-- Joint businesses of a group.
CREATE TABLE iga_activities (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    group_id INTEGER NOT NULL REFERENCES savings_groups (id) ON DELETE CASCADE,
    name VARCHAR(100) NOT NULL,
    activity_type VARCHAR(30) NOT NULL
        CHECK (activity_type IN ('farming', 'livestock', 'trade', 'crafts', 'services')),
    description TEXT,
    coordinator VARCHAR(150),
    -- What is made or sold, in the words of the group
    products TEXT NOT NULL DEFAULT '[]' CHECK (json_type(products) = 'array'),
    start_date DATE NOT NULL,
    end_date DATE,
    initial_capital BIGINT NOT NULL DEFAULT 0 CHECK (initial_capital >= 0),
    expected_return BIGINT,
    location VARCHAR(200),
    latitude BIGINT,
    longitude BIGINT,
    status VARCHAR(20) NOT NULL DEFAULT 'planned'
        CHECK (status IN ('planned', 'running', 'paused', 'ended')),
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    CHECK (end_date >= start_date)
);

CREATE INDEX idx_iga_activities_group_id ON iga_activities (group_id);

-- Members who work or invest in an activity.
CREATE TABLE iga_participation (
    activity_id INTEGER NOT NULL REFERENCES iga_activities (id) ON DELETE CASCADE,
    member_id INTEGER NOT NULL REFERENCES group_members (id) ON DELETE CASCADE,
    participation_role VARCHAR(20) NOT NULL DEFAULT 'worker'
        CHECK (participation_role IN ('coordinator', 'worker', 'investor')),
    contribution_amount BIGINT NOT NULL DEFAULT 0,
    -- In percent; NULL where the profit is divided by hours worked
    profit_share BIGINT CHECK (profit_share BETWEEN 0 AND 10000),
    hours_worked BIGINT NOT NULL DEFAULT 0,
    joined_date DATE NOT NULL DEFAULT CURRENT_DATE,
    left_date DATE,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    PRIMARY KEY (activity_id, member_id),
    CHECK (left_date >= joined_date)
);

CREATE INDEX idx_iga_participation_member_id ON iga_participation (member_id);

-- Income and expenses of an activity.
CREATE TABLE iga_cashflow (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    activity_id INTEGER NOT NULL REFERENCES iga_activities (id) ON DELETE CASCADE,
    flow_date DATE NOT NULL,
    flow_type VARCHAR(10) NOT NULL CHECK (flow_type IN ('income', 'expense')),
    category VARCHAR(50) NOT NULL,
    amount BIGINT NOT NULL CHECK (amount > 0),
    quantity BIGINT,
    unit VARCHAR(20),
    description TEXT,
    receipt_url VARCHAR(255),
    recorded_by INTEGER REFERENCES users (id) ON DELETE SET NULL,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);

CREATE INDEX idx_iga_cashflow_activity_id ON iga_cashflow (activity_id);
CREATE INDEX idx_iga_cashflow_recorded_by ON iga_cashflow (recorded_by);

-- Only who takes part can be paid a return, hence the key of two columns.
-- Profit of an activity paid to those who take part.
CREATE TABLE iga_returns (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    activity_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    meeting_id INTEGER REFERENCES meetings (id) ON DELETE SET NULL,
    period_start DATE NOT NULL,
    period_end DATE NOT NULL,
    gross_amount BIGINT NOT NULL CHECK (gross_amount >= 0),
    deductions BIGINT NOT NULL DEFAULT 0,
    net_amount BIGINT GENERATED ALWAYS AS (gross_amount - deductions) STORED,
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

-- Capital comes from the cash box, and profit can go back to it. The table is made
-- anew for its constraint on the kind of an entry; nothing refers to it.
-- The cash box of a group: every coin in and out.
CREATE TABLE new_group_cashbook (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    group_id INTEGER NOT NULL REFERENCES savings_groups (id) ON DELETE CASCADE,
    meeting_id INTEGER REFERENCES meetings (id) ON DELETE SET NULL,
    member_id INTEGER REFERENCES group_members (id) ON DELETE SET NULL,
    entry_date DATE NOT NULL,
    entry_type VARCHAR(20) NOT NULL CHECK (entry_type IN (
            'opening', 'saving', 'share', 'fine', 'share_out', 'expense', 'loan', 'repayment',
            'iga'
        )),
    direction VARCHAR(3) NOT NULL CHECK (direction IN ('in', 'out')),
    amount BIGINT NOT NULL CHECK (amount > 0),
    running_balance BIGINT,
    description VARCHAR(150) NOT NULL,
    reference_number VARCHAR(50),
    recorded_by INTEGER REFERENCES users (id) ON DELETE SET NULL,
    approved_by INTEGER REFERENCES users (id),
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    iga_activity_id INTEGER REFERENCES iga_activities (id) ON DELETE SET NULL
);

-- No id is given twice, not even that of a row that has gone.
INSERT INTO sqlite_sequence (name, seq)
SELECT 'new_' || name, seq
FROM sqlite_sequence
WHERE name = 'group_cashbook';

INSERT INTO new_group_cashbook (
    id, group_id, meeting_id, member_id, entry_date, entry_type, direction, amount,
    running_balance, description, reference_number, recorded_by, approved_by,
    created_date, updated_date
)
SELECT
    id, group_id, meeting_id, member_id, entry_date, entry_type, direction, amount,
    running_balance, description, reference_number, recorded_by, approved_by,
    created_date, updated_date
FROM group_cashbook;

DROP TABLE group_cashbook;

ALTER TABLE new_group_cashbook RENAME TO group_cashbook;

CREATE INDEX idx_group_cashbook_group_id ON group_cashbook (group_id);
CREATE INDEX idx_group_cashbook_meeting_id ON group_cashbook (meeting_id);
CREATE INDEX idx_group_cashbook_member_id ON group_cashbook (member_id);
CREATE INDEX idx_group_cashbook_recorded_by ON group_cashbook (recorded_by);
CREATE INDEX idx_group_cashbook_approved_by ON group_cashbook (approved_by);
CREATE INDEX idx_group_cashbook_iga_activity_id ON group_cashbook (iga_activity_id);
