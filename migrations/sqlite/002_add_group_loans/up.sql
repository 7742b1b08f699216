-- Phase 2: loans from the group's fund. Each is assessed, approved, and repaid by
-- a schedule.

-- Lent out and not yet repaid; and free to lend, unknown until the first count of
-- the cash box.
ALTER TABLE savings_groups ADD COLUMN loan_balance BIGINT DEFAULT 0;
ALTER TABLE savings_groups ADD COLUMN loan_fund_balance BIGINT;

ALTER TABLE group_members ADD COLUMN is_eligible_for_loans BOOLEAN DEFAULT FALSE;

-- Who has been a member for three months may borrow.
UPDATE group_members
SET is_eligible_for_loans = (status = 'active' AND joined_date <= date('now', '-90 days'));

ALTER TABLE meetings ADD COLUMN total_loan_repayments BIGINT NOT NULL DEFAULT 0;

-- Whether a member can carry the loan that he or she asks for.
CREATE TABLE loan_assessments (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    member_id INTEGER NOT NULL REFERENCES group_members (id) ON DELETE CASCADE,
    assessed_by INTEGER REFERENCES users (id) ON DELETE SET NULL,
    assessment_date DATE NOT NULL DEFAULT CURRENT_DATE,
    requested_amount BIGINT NOT NULL CHECK (requested_amount > 0),
    recommended_amount BIGINT NOT NULL,
    purpose VARCHAR(100) NOT NULL,
    savings_score BIGINT CHECK (savings_score BETWEEN 0 AND 10000),
    attendance_score BIGINT CHECK (attendance_score BETWEEN 0 AND 10000),
    repayment_score BIGINT CHECK (repayment_score BETWEEN 0 AND 10000),
    risk_level VARCHAR(10),
    decision VARCHAR(20) NOT NULL DEFAULT 'pending'
        CHECK (decision IN ('pending', 'recommended', 'rejected')),
    comments TEXT,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);

CREATE INDEX idx_loan_assessments_member_id ON loan_assessments (member_id);
CREATE INDEX idx_loan_assessments_assessed_by ON loan_assessments (assessed_by);

-- Loans of a group to its members.
CREATE TABLE group_loans (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    group_id INTEGER NOT NULL REFERENCES savings_groups (id) ON DELETE CASCADE,
    member_id INTEGER NOT NULL REFERENCES group_members (id) ON DELETE CASCADE,
    assessment_id INTEGER REFERENCES loan_assessments (id) ON DELETE SET NULL,
    guarantor_member_id INTEGER REFERENCES group_members (id) ON DELETE SET NULL,
    loan_number VARCHAR(20) NOT NULL,
    purpose VARCHAR(100),
    principal BIGINT NOT NULL CHECK (principal > 0),
    interest_rate BIGINT NOT NULL CHECK (interest_rate >= 0),
    total_due BIGINT NOT NULL,
    amount_paid BIGINT NOT NULL DEFAULT 0,
    term_months SMALLINT NOT NULL DEFAULT 3 CHECK (term_months BETWEEN 1 AND 24),
    application_date DATE NOT NULL DEFAULT CURRENT_DATE,
    disbursement_date DATE,
    due_date DATE,
    status VARCHAR(20) NOT NULL DEFAULT 'applied'
        CHECK (status IN ('applied', 'approved', 'disbursed', 'repaid', 'defaulted')),
    approved_by INTEGER REFERENCES users (id),
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    UNIQUE (group_id, loan_number),
    CHECK (guarantor_member_id <> member_id)
);

CREATE INDEX idx_group_loans_member_id ON group_loans (member_id);
CREATE INDEX idx_group_loans_assessment_id ON group_loans (assessment_id);
CREATE INDEX idx_group_loans_guarantor_member_id ON group_loans (guarantor_member_id);
CREATE INDEX idx_group_loans_approved_by ON group_loans (approved_by);

-- Installments of a loan, and what was paid of each.
CREATE TABLE loan_repayment_schedule (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    loan_id INTEGER NOT NULL REFERENCES group_loans (id) ON DELETE CASCADE,
    -- The meeting at which it was paid
    meeting_id INTEGER REFERENCES meetings (id) ON DELETE SET NULL,
    installment_number SMALLINT NOT NULL CHECK (installment_number > 0),
    due_date DATE NOT NULL,
    principal_due BIGINT NOT NULL,
    interest_due BIGINT NOT NULL DEFAULT 0,
    penalty_amount BIGINT,
    amount_paid BIGINT NOT NULL DEFAULT 0,
    paid_date DATE,
    status VARCHAR(20) NOT NULL DEFAULT 'pending'
        CHECK (status IN ('pending', 'partly_paid', 'paid', 'overdue')),
    received_by INTEGER REFERENCES users (id) ON DELETE SET NULL,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);

CREATE INDEX idx_loan_repayment_schedule_loan_id ON loan_repayment_schedule (loan_id);
CREATE INDEX idx_loan_repayment_schedule_meeting_id ON loan_repayment_schedule (meeting_id);
CREATE INDEX idx_loan_repayment_schedule_received_by ON loan_repayment_schedule (received_by);
CREATE INDEX idx_loan_repayment_schedule_due_date ON loan_repayment_schedule (due_date)
    WHERE status <> 'paid';

-- Loans pass through the cash box and are a point on the agenda.
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
    activity_type VARCHAR(30) NOT NULL CHECK (activity_type IN (
            'savings', 'shares', 'fines', 'training', 'election', 'other', 'loans'
        )),
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
WHERE name IN (
    'group_cashbook', 'meeting_activities', 'member_activity_participation'
);

INSERT INTO new_meeting_activities (
    id, meeting_id, activity_type, title, description, sequence_number, start_time,
    end_time, amount_collected, led_by, is_completed, created_date, updated_date
)
SELECT
    id, meeting_id, activity_type, title, description, sequence_number, start_time,
    end_time, amount_collected, led_by, is_completed, created_date, updated_date
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
    id, group_id, meeting_id, member_id, entry_date, entry_type, direction, amount,
    running_balance, description, reference_number, recorded_by, approved_by,
    created_date, updated_date
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
