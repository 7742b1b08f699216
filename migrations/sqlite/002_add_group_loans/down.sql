-- The money went out or came in all the same, so the entries in the cash box stay.
--
-- SQLite changes a column's type or a constraint only by making the table anew
-- (https://sqlite.org/lang_altertable.html#otheralter), and to drop a table deletes the
-- rows that refer to it, while foreign keys are enforced. So whatever refers to a table
-- is made anew with it, before the old ones are dropped. Rows are held to their
-- references when all of them are in place.
PRAGMA defer_foreign_keys = ON;

-- What was done at a meeting, in the order of the agenda.
CREATE TABLE new_meeting_activities (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    meeting_id INTEGER NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
    activity_type VARCHAR(30) NOT NULL
        CHECK (activity_type IN ('savings', 'shares', 'fines', 'training', 'election', 'other')),
    title VARCHAR(100) NOT NULL,
    description TEXT,
    sequence_number SMALLINT NOT NULL DEFAULT 1,
    start_time TIME,
    end_time TIME,
    amount_collected BIGINT,
    led_by INTEGER REFERENCES group_members (id) ON DELETE SET NULL,
    is_completed BOOLEAN NOT NULL DEFAULT FALSE,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    CHECK (end_time >= start_time)
);

-- Each member's part in each activity of a meeting.
CREATE TABLE new_member_activity_participation (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    meeting_activity_id INTEGER NOT NULL REFERENCES new_meeting_activities (id) ON DELETE CASCADE,
    member_id INTEGER NOT NULL REFERENCES group_members (id) ON DELETE CASCADE,
    participation_type VARCHAR(20) NOT NULL DEFAULT 'contributed'
        CHECK (participation_type IN ('contributed', 'attended', 'led', 'absent')),
    amount BIGINT,
    remarks VARCHAR(255),
    recorded_by INTEGER REFERENCES users (id) ON DELETE SET NULL,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    UNIQUE (meeting_activity_id, member_id)
);

-- The cash box of a group: every coin in and out.
CREATE TABLE new_group_cashbook (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    group_id INTEGER NOT NULL REFERENCES savings_groups (id) ON DELETE CASCADE,
    meeting_id INTEGER REFERENCES meetings (id) ON DELETE SET NULL,
    member_id INTEGER REFERENCES group_members (id) ON DELETE SET NULL,
    entry_date DATE NOT NULL,
    entry_type VARCHAR(20) NOT NULL
        CHECK (entry_type IN ('opening', 'saving', 'share', 'fine', 'share_out', 'expense')),
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
WHERE name IN (
    'group_cashbook', 'meeting_activities', 'member_activity_participation'
);

INSERT INTO new_meeting_activities (
    id, meeting_id, activity_type, title, description, sequence_number, start_time,
    end_time, amount_collected, led_by, is_completed, created_date, updated_date
)
SELECT
    id, meeting_id,
    CASE activity_type WHEN 'loans' THEN 'other' ELSE activity_type END,
    title, description, sequence_number, start_time, end_time, amount_collected, led_by,
    is_completed, created_date, updated_date
FROM meeting_activities;

INSERT INTO new_member_activity_participation (
    id, meeting_activity_id, member_id, participation_type, amount, remarks, recorded_by,
    created_date, updated_date
)
SELECT
    id, meeting_activity_id, member_id, participation_type, amount, remarks, recorded_by,
    created_date, updated_date
FROM member_activity_participation;

INSERT INTO new_group_cashbook (
    id, group_id, meeting_id, member_id, entry_date, entry_type, direction, amount,
    running_balance, description, reference_number, recorded_by, approved_by,
    created_date, updated_date
)
SELECT
    id, group_id, meeting_id, member_id, entry_date,
    CASE WHEN entry_type IN ('loan', 'repayment') THEN 'expense' ELSE entry_type END,
    direction, amount, running_balance, description, reference_number, recorded_by,
    approved_by, created_date, updated_date
FROM group_cashbook;

DROP TABLE group_cashbook;
DROP TABLE member_activity_participation;
DROP TABLE meeting_activities;

ALTER TABLE new_meeting_activities RENAME TO meeting_activities;
ALTER TABLE new_member_activity_participation RENAME TO member_activity_participation;
ALTER TABLE new_group_cashbook RENAME TO group_cashbook;

CREATE INDEX idx_meeting_activities_meeting_id ON meeting_activities (meeting_id);
CREATE INDEX idx_meeting_activities_led_by ON meeting_activities (led_by);
CREATE INDEX idx_member_activity_participation_member_id
    ON member_activity_participation (member_id);
CREATE INDEX idx_member_activity_participation_recorded_by
    ON member_activity_participation (recorded_by);
CREATE INDEX idx_group_cashbook_group_id ON group_cashbook (group_id);
CREATE INDEX idx_group_cashbook_meeting_id ON group_cashbook (meeting_id);
CREATE INDEX idx_group_cashbook_member_id ON group_cashbook (member_id);
CREATE INDEX idx_group_cashbook_recorded_by ON group_cashbook (recorded_by);
CREATE INDEX idx_group_cashbook_approved_by ON group_cashbook (approved_by);

DROP TABLE loan_repayment_schedule;
DROP TABLE group_loans;
DROP TABLE loan_assessments;

ALTER TABLE meetings DROP COLUMN total_loan_repayments;

ALTER TABLE group_members DROP COLUMN is_eligible_for_loans;

ALTER TABLE savings_groups DROP COLUMN loan_balance;
ALTER TABLE savings_groups DROP COLUMN loan_fund_balance;
