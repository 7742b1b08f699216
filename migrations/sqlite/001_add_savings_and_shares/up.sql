-- Phase 1: what members pay in, at which meeting, and what they get back when
-- the cycle ends.

-- Cycles, the price of a share and the running totals come with the savings. And
-- payments are matched to members by family name, which one column for the whole
-- name cannot give. The old column stays until every client writes the new ones.
--
-- SQLite changes a column's type or a constraint only by making the table anew
-- (https://sqlite.org/lang_altertable.html#otheralter), and to drop a table deletes the
-- rows that refer to it, while foreign keys are enforced. So whatever refers to a table
-- is made anew with it, before the old ones are dropped. Rows are held to their
-- references when all of them are in place.
PRAGMA defer_foreign_keys = ON;

-- Village savings and loan groups.
CREATE TABLE new_savings_groups (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    name VARCHAR(100) NOT NULL,
    -- Printed on the passbooks: country, district and a serial number
    group_code VARCHAR(20) NOT NULL UNIQUE,
    description TEXT,
    country CHAR(2) NOT NULL DEFAULT 'RW' CHECK (country IN ('RW', 'UG', 'KE')),
    district VARCHAR(100),
    parish VARCHAR(100),
    village VARCHAR(100),
    formation_date DATE,
    meeting_frequency VARCHAR(20) NOT NULL DEFAULT 'weekly'
        CHECK (meeting_frequency IN ('weekly', 'fortnightly', 'monthly')),
    chair_member_id INTEGER REFERENCES new_group_members (id),
    treasurer_member_id INTEGER REFERENCES new_group_members (id),
    secretary_member_id INTEGER REFERENCES new_group_members (id),
    member_count INTEGER DEFAULT 0,
    status VARCHAR(20) NOT NULL DEFAULT 'active'
        CHECK (status IN ('forming', 'active', 'suspended', 'closed')),
    created_by INTEGER REFERENCES users (id),
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    cycle_start_date DATE,
    cycle_end_date DATE CHECK (cycle_end_date > cycle_start_date),
    cycle_status VARCHAR(20) NOT NULL DEFAULT 'planning'
        CHECK (cycle_status IN ('planning', 'active', 'closing', 'closed')),
    share_value BIGINT,
    savings_balance BIGINT NOT NULL DEFAULT 0
);

-- Members of a group; who is in two groups has two rows.
CREATE TABLE new_group_members (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    group_id INTEGER NOT NULL REFERENCES new_savings_groups (id) ON DELETE CASCADE,
    -- Set for the few members who also sign in
    user_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
    member_number VARCHAR(20) NOT NULL,
    name VARCHAR(200),
    national_id VARCHAR(30),
    date_of_birth DATE,
    gender VARCHAR(10),
    occupation VARCHAR(100),
    phone VARCHAR(15),
    email VARCHAR(100),
    member_role VARCHAR(20) NOT NULL DEFAULT 'member'
        CHECK (member_role IN ('chair', 'treasurer', 'secretary', 'key_holder', 'member')),
    status VARCHAR(20) NOT NULL DEFAULT 'active'
        CHECK (status IN ('active', 'suspended', 'left', 'deceased')),
    joined_date DATE NOT NULL DEFAULT CURRENT_DATE,
    left_date DATE,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    first_name VARCHAR(50),
    last_name VARCHAR(50),
    share_balance BIGINT NOT NULL DEFAULT 0,
    total_contributions BIGINT NOT NULL DEFAULT 0,
    UNIQUE (group_id, member_number),
    CHECK (left_date >= joined_date)
);

-- Meetings of a group, planned and held.
CREATE TABLE new_meetings (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    group_id INTEGER NOT NULL REFERENCES new_savings_groups (id) ON DELETE CASCADE,
    meeting_number SMALLINT,
    meeting_date DATE NOT NULL,
    meeting_time TIME,
    meeting_type VARCHAR(20) NOT NULL DEFAULT 'regular'
        CHECK (meeting_type IN ('regular', 'special', 'annual')),
    status VARCHAR(20) NOT NULL DEFAULT 'scheduled'
        CHECK (status IN ('scheduled', 'held', 'cancelled')),
    venue VARCHAR(150),
    latitude REAL CHECK (latitude BETWEEN -90 AND 90),
    longitude REAL CHECK (longitude BETWEEN -180 AND 180),
    scheduled_by INTEGER REFERENCES users (id),
    recorder_id INTEGER REFERENCES users (id),
    agenda TEXT,
    decisions_made TEXT,
    action_items TEXT,
    total_members INTEGER NOT NULL DEFAULT 0,
    members_present INTEGER NOT NULL DEFAULT 0,
    quorum_met BOOLEAN,
    total_savings_collected BIGINT NOT NULL DEFAULT 0,
    total_fines_collected BIGINT NOT NULL DEFAULT 0,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    CHECK (members_present BETWEEN 0 AND total_members)
);

-- Minutes, typed in after the meeting.
CREATE TABLE new_meeting_minutes (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    meeting_id INTEGER NOT NULL UNIQUE REFERENCES new_meetings (id) ON DELETE CASCADE,
    content TEXT NOT NULL,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);

-- What was done at a meeting, in the order of the agenda.
CREATE TABLE new_meeting_activities (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    meeting_id INTEGER NOT NULL REFERENCES new_meetings (id) ON DELETE CASCADE,
    activity_type VARCHAR(30) NOT NULL
        CHECK (activity_type IN ('savings', 'shares', 'fines', 'training', 'election', 'other')),
    title VARCHAR(100) NOT NULL,
    description TEXT,
    sequence_number SMALLINT NOT NULL DEFAULT 1,
    start_time TIME,
    end_time TIME,
    amount_collected BIGINT,
    led_by INTEGER REFERENCES new_group_members (id) ON DELETE SET NULL,
    is_completed BOOLEAN NOT NULL DEFAULT FALSE,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    CHECK (end_time >= start_time)
);

-- Each member's part in each activity of a meeting.
CREATE TABLE new_member_activity_participation (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    meeting_activity_id INTEGER NOT NULL REFERENCES new_meeting_activities (id) ON DELETE CASCADE,
    member_id INTEGER NOT NULL REFERENCES new_group_members (id) ON DELETE CASCADE,
    participation_type VARCHAR(20) NOT NULL DEFAULT 'contributed'
        CHECK (participation_type IN ('contributed', 'attended', 'led', 'absent')),
    amount BIGINT,
    remarks VARCHAR(255),
    recorded_by INTEGER REFERENCES users (id) ON DELETE SET NULL,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    UNIQUE (meeting_activity_id, member_id)
);

-- Who came to which meeting; absent members have a row too.
CREATE TABLE new_meeting_attendance (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    meeting_id INTEGER NOT NULL REFERENCES new_meetings (id) ON DELETE CASCADE,
    member_id INTEGER NOT NULL REFERENCES new_group_members (id) ON DELETE CASCADE,
    is_present BOOLEAN NOT NULL DEFAULT FALSE,
    arrival_time TIME,
    excuse_reason VARCHAR(255),
    recorded_by INTEGER REFERENCES users (id) ON DELETE SET NULL,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    UNIQUE (meeting_id, member_id)
);

-- No id is given twice, not even that of a row that has gone.
INSERT INTO sqlite_sequence (name, seq)
SELECT 'new_' || name, seq
FROM sqlite_sequence
WHERE name IN (
    'group_members', 'meeting_activities', 'meeting_attendance', 'meeting_minutes',
    'meetings', 'member_activity_participation', 'savings_groups'
);

INSERT INTO new_savings_groups (
    id, name, group_code, description, country, district, parish, village, formation_date,
    meeting_frequency, chair_member_id, treasurer_member_id, secretary_member_id,
    member_count, status, created_by, created_at, updated_at
)
SELECT
    id, name, group_code, description, country, district, parish, village, formation_date,
    meeting_frequency, chair_member_id, treasurer_member_id, secretary_member_id,
    member_count, status, created_by, created_at, updated_at
FROM savings_groups;

INSERT INTO new_group_members (
    id, group_id, user_id, member_number, name, national_id, date_of_birth, gender,
    occupation, phone, email, member_role, status, joined_date, left_date, created_at,
    updated_at, first_name, last_name
)
SELECT
    id, group_id, user_id, member_number, name, national_id, date_of_birth, gender,
    occupation, phone, email, member_role, status, joined_date, left_date, created_at,
    updated_at,
    substr(trim(name), 1, min(50, instr(trim(name) || ' ', ' ') - 1)),
    substr(trim(substr(trim(name), instr(trim(name) || ' ', ' '))), 1, 50)
FROM group_members;

INSERT INTO new_meetings (
    id, group_id, meeting_number, meeting_date, meeting_time, meeting_type, status, venue,
    latitude, longitude, scheduled_by, recorder_id, agenda, decisions_made, action_items,
    total_members, members_present, quorum_met, total_savings_collected,
    total_fines_collected, created_at, updated_at
)
SELECT
    id, group_id, meeting_number, meeting_date, meeting_time, meeting_type, status, venue,
    latitude, longitude, scheduled_by, recorder_id, agenda, decisions_made, action_items,
    total_members, members_present, quorum_met, total_savings_collected,
    total_fines_collected, created_at, updated_at
FROM meetings;

INSERT INTO new_meeting_minutes (
    id, meeting_id, content, created_date
)
SELECT
    id, meeting_id, content, created_date
FROM meeting_minutes;

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

INSERT INTO new_meeting_attendance (
    id, meeting_id, member_id, is_present, arrival_time, excuse_reason, recorded_by,
    created_date, updated_date
)
SELECT
    id, meeting_id, member_id, is_present, arrival_time, excuse_reason, recorded_by,
    created_date, updated_date
FROM meeting_attendance;

DROP TABLE meeting_attendance;
DROP TABLE member_activity_participation;
DROP TABLE meeting_activities;
DROP TABLE meeting_minutes;
DROP TABLE meetings;
DROP TABLE group_members;
DROP TABLE savings_groups;

ALTER TABLE new_savings_groups RENAME TO savings_groups;
ALTER TABLE new_group_members RENAME TO group_members;
ALTER TABLE new_meetings RENAME TO meetings;
ALTER TABLE new_meeting_minutes RENAME TO meeting_minutes;
ALTER TABLE new_meeting_activities RENAME TO meeting_activities;
ALTER TABLE new_member_activity_participation RENAME TO member_activity_participation;
ALTER TABLE new_meeting_attendance RENAME TO meeting_attendance;

CREATE INDEX idx_savings_groups_created_by ON savings_groups (created_by);
CREATE INDEX idx_savings_groups_chair_member_id ON savings_groups (chair_member_id);
CREATE INDEX idx_savings_groups_treasurer_member_id ON savings_groups (treasurer_member_id);
CREATE INDEX idx_savings_groups_secretary_member_id ON savings_groups (secretary_member_id);
CREATE INDEX idx_group_members_user_id ON group_members (user_id);
CREATE INDEX idx_meetings_group_id ON meetings (group_id);
CREATE INDEX idx_meetings_scheduled_by ON meetings (scheduled_by);
CREATE INDEX idx_meetings_recorder_id ON meetings (recorder_id);
CREATE INDEX idx_meetings_meeting_date ON meetings (meeting_date);
CREATE INDEX idx_meeting_activities_meeting_id ON meeting_activities (meeting_id);
CREATE INDEX idx_meeting_activities_led_by ON meeting_activities (led_by);
CREATE INDEX idx_member_activity_participation_member_id
    ON member_activity_participation (member_id);
CREATE INDEX idx_member_activity_participation_recorded_by
    ON member_activity_participation (recorded_by);
CREATE INDEX idx_meeting_attendance_member_id ON meeting_attendance (member_id);
CREATE INDEX idx_meeting_attendance_recorded_by ON meeting_attendance (recorded_by);

CREATE TRIGGER group_members_count_insert AFTER INSERT ON group_members
BEGIN
    UPDATE savings_groups SET member_count = member_count + 1 WHERE id = NEW.group_id;
END;

CREATE TRIGGER group_members_count_delete AFTER DELETE ON group_members
BEGIN
    UPDATE savings_groups SET member_count = member_count - 1 WHERE id = OLD.group_id;
END;

ALTER TABLE notifications
    ADD COLUMN group_id INTEGER REFERENCES savings_groups (id) ON DELETE CASCADE;

CREATE INDEX idx_notifications_group_id ON notifications (group_id);

-- Savings ---------------------------------------------------------------------

-- Kinds of saving that every group can offer.
CREATE TABLE saving_types (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    code VARCHAR(20) NOT NULL UNIQUE,
    name VARCHAR(80) NOT NULL,
    description TEXT,
    is_mandatory BOOLEAN NOT NULL DEFAULT FALSE,
    minimum_amount BIGINT NOT NULL DEFAULT 0 CHECK (minimum_amount >= 0),
    maximum_amount BIGINT,
    interest_rate BIGINT NOT NULL DEFAULT 0 CHECK (interest_rate BETWEEN 0 AND 10000),
    withdrawal_notice_days SMALLINT,
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    CHECK (maximum_amount >= minimum_amount)
);

INSERT INTO saving_types (code, name, description, is_mandatory, withdrawal_notice_days)
VALUES
    ('compulsory', 'Compulsory savings', 'The amount agreed for every meeting', TRUE, NULL),
    ('voluntary', 'Voluntary savings', 'Anything above the agreed amount', FALSE, 7),
    ('social_fund', 'Social fund', 'For illness and funerals; not paid back', TRUE, NULL);

-- A member's balance in one kind of saving.
CREATE TABLE member_savings (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    member_id INTEGER NOT NULL REFERENCES group_members (id) ON DELETE CASCADE,
    saving_type_id INTEGER NOT NULL REFERENCES saving_types (id),
    balance BIGINT NOT NULL DEFAULT 0 CHECK (balance >= 0),
    target_amount BIGINT,
    target_date DATE,
    opened_date DATE NOT NULL DEFAULT CURRENT_DATE,
    last_transaction_date DATE,
    status VARCHAR(20) NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'locked', 'closed')),
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    UNIQUE (member_id, saving_type_id)
);

CREATE INDEX idx_member_savings_saving_type_id ON member_savings (saving_type_id);

-- Payments into and out of savings; corrected by a further row, never by an update of the
-- amount.
CREATE TABLE saving_transactions (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    member_saving_id INTEGER NOT NULL REFERENCES member_savings (id) ON DELETE CASCADE,
    meeting_id INTEGER REFERENCES meetings (id) ON DELETE SET NULL,
    transaction_type VARCHAR(20) NOT NULL
        CHECK (transaction_type IN ('deposit', 'withdrawal', 'interest', 'fee')),
    amount BIGINT NOT NULL CHECK (amount > 0),
    transaction_date DATE NOT NULL DEFAULT CURRENT_DATE,
    payment_method VARCHAR(20) DEFAULT 'cash'
        CHECK (payment_method IN ('cash', 'mobile_money', 'bank')),
    reference VARCHAR(30),
    notes TEXT,
    recorded_by INTEGER REFERENCES users (id) ON DELETE SET NULL,
    verified_by INTEGER REFERENCES users (id) ON DELETE CASCADE,
    verified_at TIMESTAMP,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);

CREATE INDEX idx_saving_transactions_member_saving_id ON saving_transactions (member_saving_id);
CREATE INDEX idx_saving_transactions_meeting_id ON saving_transactions (meeting_id);
CREATE INDEX idx_saving_transactions_recorded_by ON saving_transactions (recorded_by);
CREATE INDEX idx_saving_transactions_verified_by ON saving_transactions (verified_by);
CREATE INDEX idx_saving_transactions_transaction_date ON saving_transactions (transaction_date);

CREATE TRIGGER saving_transactions_balance AFTER INSERT ON saving_transactions
BEGIN
    UPDATE member_savings
    SET balance = balance + CASE
            WHEN NEW.transaction_type IN ('deposit', 'interest') THEN NEW.amount
            ELSE -NEW.amount
        END,
        last_transaction_date = max(
            COALESCE(last_transaction_date, NEW.transaction_date), NEW.transaction_date
        )
    WHERE id = NEW.member_saving_id;
END;

-- The cash box of a group: every coin in and out.
CREATE TABLE group_cashbook (
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

CREATE INDEX idx_group_cashbook_group_id ON group_cashbook (group_id);
CREATE INDEX idx_group_cashbook_meeting_id ON group_cashbook (meeting_id);
CREATE INDEX idx_group_cashbook_member_id ON group_cashbook (member_id);
CREATE INDEX idx_group_cashbook_recorded_by ON group_cashbook (recorded_by);
CREATE INDEX idx_group_cashbook_approved_by ON group_cashbook (approved_by);

-- Fines -----------------------------------------------------------------------

-- What a group fines, and how much.
CREATE TABLE fine_types (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    group_id INTEGER NOT NULL REFERENCES savings_groups (id) ON DELETE CASCADE,
    name VARCHAR(80) NOT NULL,
    description TEXT,
    amount BIGINT NOT NULL CHECK (amount > 0),
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    UNIQUE (group_id, name)
);

-- Fines of members, paid or not.
CREATE TABLE fines (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    member_id INTEGER NOT NULL REFERENCES group_members (id) ON DELETE CASCADE,
    -- NULL where the rule has gone; the fine stands
    fine_type_id INTEGER REFERENCES fine_types (id) ON DELETE SET NULL,
    meeting_id INTEGER REFERENCES meetings (id) ON DELETE SET NULL,
    amount BIGINT NOT NULL CHECK (amount > 0),
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

-- Shares ----------------------------------------------------------------------

-- Shares of a member in one cycle.
CREATE TABLE member_shares (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    member_id INTEGER NOT NULL REFERENCES group_members (id) ON DELETE CASCADE,
    cycle_number SMALLINT NOT NULL DEFAULT 1 CHECK (cycle_number > 0),
    shares_owned INTEGER NOT NULL DEFAULT 0 CHECK (shares_owned >= 0),
    share_value BIGINT NOT NULL,
    total_value BIGINT GENERATED ALWAYS AS (shares_owned * share_value) STORED,
    last_purchase_date DATE,
    status VARCHAR(20) NOT NULL DEFAULT 'active'
        CHECK (status IN ('active', 'redeemed', 'transferred')),
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    UNIQUE (member_id, cycle_number)
);

-- Shares bought, paid back and handed on.
CREATE TABLE share_transactions (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    member_share_id INTEGER NOT NULL REFERENCES member_shares (id) ON DELETE CASCADE,
    meeting_id INTEGER REFERENCES meetings (id) ON DELETE SET NULL,
    -- Only for a transfer: who received the shares
    to_member_id INTEGER REFERENCES group_members (id) ON DELETE SET NULL,
    transaction_type VARCHAR(20) NOT NULL
        CHECK (transaction_type IN ('purchase', 'redemption', 'transfer')),
    shares INTEGER NOT NULL CHECK (shares > 0),
    unit_price BIGINT NOT NULL,
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

-- The fund of a group divided among its members at the end of a cycle.
CREATE TABLE share_outs (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    group_id INTEGER NOT NULL REFERENCES savings_groups (id) ON DELETE CASCADE,
    meeting_id INTEGER REFERENCES meetings (id) ON DELETE SET NULL,
    cycle_number SMALLINT NOT NULL CHECK (cycle_number > 0),
    share_out_date DATE NOT NULL,
    total_fund BIGINT NOT NULL,
    total_shares INTEGER NOT NULL CHECK (total_shares > 0),
    value_per_share BIGINT,
    status VARCHAR(20) NOT NULL DEFAULT 'planned'
        CHECK (status IN ('planned', 'approved', 'paid', 'cancelled')),
    approved_by INTEGER REFERENCES users (id) ON DELETE SET NULL,
    approved_at TIMESTAMP,
    notes TEXT,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    UNIQUE (group_id, cycle_number)
);

CREATE INDEX idx_share_outs_meeting_id ON share_outs (meeting_id);
CREATE INDEX idx_share_outs_approved_by ON share_outs (approved_by);

-- What each member receives from a share-out, less what he or she owes.
CREATE TABLE share_out_payments (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    share_out_id INTEGER NOT NULL REFERENCES share_outs (id) ON DELETE CASCADE,
    member_id INTEGER NOT NULL REFERENCES group_members (id) ON DELETE CASCADE,
    shares INTEGER NOT NULL CHECK (shares >= 0),
    gross_amount BIGINT NOT NULL,
    loan_deduction BIGINT NOT NULL DEFAULT 0,
    fine_deduction BIGINT NOT NULL DEFAULT 0,
    net_amount BIGINT NOT NULL,
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

-- A fine for coming late is issued from the attendance list.
ALTER TABLE meeting_attendance
    ADD COLUMN fine_id INTEGER REFERENCES fines (id) ON DELETE SET NULL;

CREATE INDEX idx_meeting_attendance_fine_id ON meeting_attendance (fine_id);
