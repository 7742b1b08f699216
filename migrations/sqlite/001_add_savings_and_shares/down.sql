DROP INDEX idx_meeting_attendance_fine_id;
ALTER TABLE meeting_attendance DROP COLUMN fine_id;

DROP TABLE share_out_payments;
DROP TABLE share_outs;
DROP TABLE share_transactions;
DROP TABLE member_shares;
DROP TABLE fines;
DROP TABLE fine_types;
DROP TABLE group_cashbook;
DROP TABLE saving_transactions;
DROP TABLE member_savings;
DROP TABLE saving_types;

DROP INDEX idx_notifications_group_id;
ALTER TABLE notifications DROP COLUMN group_id;

-- Members that came after the split have no whole name yet.
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
    updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
);

-- Members of a group; who is in two groups has two rows.
CREATE TABLE new_group_members (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    group_id INTEGER NOT NULL REFERENCES new_savings_groups (id) ON DELETE CASCADE,
    -- Set for the few members who also sign in
    user_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
    member_number VARCHAR(20) NOT NULL,
    name VARCHAR(200) NOT NULL,
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
    updated_at
)
SELECT
    id, group_id, user_id, member_number,
    COALESCE(name, NULLIF(trim(COALESCE(first_name, '') || ' ' || COALESCE(last_name, '')), ''), member_number),
    national_id, date_of_birth, gender, occupation, phone, email, member_role, status,
    joined_date, left_date, created_at, updated_at
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
