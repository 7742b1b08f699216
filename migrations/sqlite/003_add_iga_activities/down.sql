-- Nothing refers to the cash box, so it can be made anew by itself.
-- The cash box of a group: every coin in and out.
CREATE TABLE new_group_cashbook (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    group_id INTEGER NOT NULL REFERENCES savings_groups (id) ON DELETE CASCADE,
    meeting_id INTEGER REFERENCES meetings (id) ON DELETE SET NULL,
    member_id INTEGER REFERENCES group_members (id) ON DELETE SET NULL,
    entry_date DATE NOT NULL,
    entry_type VARCHAR(20) NOT NULL CHECK (entry_type IN (
            'opening', 'saving', 'share', 'fine', 'share_out', 'expense', 'loan', 'repayment'
        )),
    direction VARCHAR(3) NOT NULL CHECK (direction IN ('in', 'out')),
    amount BIGINT NOT NULL CHECK (amount > 0),
    running_balance BIGINT,
    description VARCHAR(150) NOT NULL,
    reference_number VARCHAR(50),
    recorded_by INTEGER REFERENCES users (id) ON DELETE SET NULL,
    approved_by INTEGER REFERENCES users (id),
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
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
    id, group_id, meeting_id, member_id, entry_date,
    CASE entry_type WHEN 'iga' THEN 'expense' ELSE entry_type END,
    direction, amount, running_balance, description, reference_number, recorded_by,
    approved_by, created_date, updated_date
FROM group_cashbook;

DROP TABLE group_cashbook;

ALTER TABLE new_group_cashbook RENAME TO group_cashbook;

CREATE INDEX idx_group_cashbook_group_id ON group_cashbook (group_id);
CREATE INDEX idx_group_cashbook_meeting_id ON group_cashbook (meeting_id);
CREATE INDEX idx_group_cashbook_member_id ON group_cashbook (member_id);
CREATE INDEX idx_group_cashbook_recorded_by ON group_cashbook (recorded_by);
CREATE INDEX idx_group_cashbook_approved_by ON group_cashbook (approved_by);

DROP TABLE iga_returns;
DROP TABLE iga_cashflow;
DROP TABLE iga_participation;
DROP TABLE iga_activities;
