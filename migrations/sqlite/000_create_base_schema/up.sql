-- The base of the platform: the people who sign in and what they may do, the
-- savings groups with their members, and the meetings that everything else
-- happens in.
--
-- As in PostgreSQL, but for what SQLite does not have. Amounts and other decimals
-- are whole numbers of their smallest unit: cents, hundredths of a percent,
-- millionths of a degree. Moments are in UTC.

-- Core ------------------------------------------------------------------------

-- Staff and field agents who sign in; most group members never do.
CREATE TABLE users (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    username VARCHAR(50) NOT NULL UNIQUE,
    email VARCHAR(100) NOT NULL UNIQUE,
    full_name VARCHAR(200) NOT NULL,
    phone VARCHAR(20),
    -- Argon2id in PHC string format; never the password
    password_hash TEXT NOT NULL,
    role VARCHAR(20) NOT NULL DEFAULT 'agent' CHECK (role IN ('admin', 'agent', 'auditor')),
    preferred_language CHAR(2) NOT NULL DEFAULT 'en',
    is_active BOOLEAN DEFAULT TRUE,
    failed_login_count SMALLINT NOT NULL DEFAULT 0 CHECK (failed_login_count >= 0),
    last_login_at TIMESTAMP,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    modified_on TIMESTAMP DEFAULT CURRENT_TIMESTAMP
);

-- Signed-in devices; a row lives until it expires or is revoked.
CREATE TABLE sessions (
    id CHAR(36) PRIMARY KEY NOT NULL DEFAULT (lower(
            hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2)
            || '-a' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))
        )),
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    -- SHA-256 of the bearer token, so that a leaked backup opens no session
    token_hash BLOB NOT NULL UNIQUE,
    ip_address VARCHAR(45),
    user_agent VARCHAR(255),
    last_seen_at TIMESTAMP,
    expires_at TIMESTAMP NOT NULL,
    revoked_at TIMESTAMP,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);

CREATE INDEX idx_sessions_user_id ON sessions (user_id);

-- Parts of the platform that can be switched on and granted one by one.
CREATE TABLE services (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    code VARCHAR(30) NOT NULL UNIQUE,
    name VARCHAR(100) NOT NULL,
    description TEXT,
    category VARCHAR(30) NOT NULL DEFAULT 'savings'
        CHECK (category IN ('savings', 'loans', 'payments', 'documents', 'reporting')),
    contact VARCHAR(100),
    base_url VARCHAR(255) NOT NULL,
    settings TEXT NOT NULL DEFAULT '{}' CHECK (json_type(settings) = 'object'),
    display_order SMALLINT,
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);

-- What a service lets a user do.
CREATE TABLE permissions (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    service_id INTEGER NOT NULL REFERENCES services (id) ON DELETE CASCADE,
    code VARCHAR(60) NOT NULL,
    name VARCHAR(100) NOT NULL,
    description TEXT,
    -- Moves money or shows personal data; granting it is audited
    is_sensitive BOOLEAN NOT NULL DEFAULT FALSE,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    UNIQUE (service_id, code)
);

-- Permissions that a user holds, and who granted them.
CREATE TABLE user_permissions (
    user_id INTEGER REFERENCES users (id) ON DELETE CASCADE,
    permission_id INTEGER REFERENCES permissions (id) ON DELETE CASCADE,
    granted_by INTEGER REFERENCES users (id),
    expires_on DATE,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    UNIQUE (user_id, permission_id)
);

CREATE INDEX idx_user_permissions_permission_id ON user_permissions (permission_id);
CREATE INDEX idx_user_permissions_granted_by ON user_permissions (granted_by);

-- Messages to users, on every channel.
CREATE TABLE notifications (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    notification_type VARCHAR(30) NOT NULL,
    channel VARCHAR(20) NOT NULL DEFAULT 'in_app'
        CHECK (channel IN ('in_app', 'sms', 'email', 'push')),
    title VARCHAR(100) NOT NULL,
    body TEXT NOT NULL,
    payload TEXT,
    is_read BOOLEAN NOT NULL DEFAULT FALSE,
    sent_at TIMESTAMP,
    read_at TIMESTAMP,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);

CREATE INDEX idx_notifications_user_id ON notifications (user_id);
-- The badge in the application counts these on every page.
CREATE INDEX idx_notifications_unread ON notifications (user_id, created_date)
    WHERE NOT is_read;

-- Groups ----------------------------------------------------------------------

-- A group is led by its own members, so the two tables refer to each other.

-- Village savings and loan groups.
CREATE TABLE savings_groups (
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
    chair_member_id INTEGER REFERENCES group_members (id),
    treasurer_member_id INTEGER REFERENCES group_members (id),
    secretary_member_id INTEGER REFERENCES group_members (id),
    member_count INTEGER DEFAULT 0,
    status VARCHAR(20) NOT NULL DEFAULT 'active'
        CHECK (status IN ('forming', 'active', 'suspended', 'closed')),
    created_by INTEGER REFERENCES users (id),
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
);

CREATE INDEX idx_savings_groups_created_by ON savings_groups (created_by);
CREATE INDEX idx_savings_groups_chair_member_id ON savings_groups (chair_member_id);
CREATE INDEX idx_savings_groups_treasurer_member_id ON savings_groups (treasurer_member_id);
CREATE INDEX idx_savings_groups_secretary_member_id ON savings_groups (secretary_member_id);

-- Members of a group; who is in two groups has two rows.
CREATE TABLE group_members (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    group_id INTEGER NOT NULL REFERENCES savings_groups (id) ON DELETE CASCADE,
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

CREATE INDEX idx_group_members_user_id ON group_members (user_id);

-- Lists of groups show the number of members; counting them each time was the
-- slowest query of the pilot.
CREATE TRIGGER group_members_count_insert AFTER INSERT ON group_members
BEGIN
    UPDATE savings_groups SET member_count = member_count + 1 WHERE id = NEW.group_id;
END;

CREATE TRIGGER group_members_count_delete AFTER DELETE ON group_members
BEGIN
    UPDATE savings_groups SET member_count = member_count - 1 WHERE id = OLD.group_id;
END;

-- Meetings --------------------------------------------------------------------

-- Meetings of a group, planned and held.
CREATE TABLE meetings (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    group_id INTEGER NOT NULL REFERENCES savings_groups (id) ON DELETE CASCADE,
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

CREATE INDEX idx_meetings_group_id ON meetings (group_id);
CREATE INDEX idx_meetings_scheduled_by ON meetings (scheduled_by);
CREATE INDEX idx_meetings_recorder_id ON meetings (recorder_id);
CREATE INDEX idx_meetings_meeting_date ON meetings (meeting_date);

-- Minutes, typed in after the meeting.
CREATE TABLE meeting_minutes (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    meeting_id INTEGER NOT NULL UNIQUE REFERENCES meetings (id) ON DELETE CASCADE,
    content TEXT NOT NULL,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);

-- What was done at a meeting, in the order of the agenda.
CREATE TABLE meeting_activities (
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

CREATE INDEX idx_meeting_activities_meeting_id ON meeting_activities (meeting_id);
CREATE INDEX idx_meeting_activities_led_by ON meeting_activities (led_by);

-- Each member's part in each activity of a meeting.
CREATE TABLE member_activity_participation (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    meeting_activity_id INTEGER NOT NULL REFERENCES meeting_activities (id) ON DELETE CASCADE,
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

CREATE INDEX idx_member_activity_participation_member_id
    ON member_activity_participation (member_id);
CREATE INDEX idx_member_activity_participation_recorded_by
    ON member_activity_participation (recorded_by);

-- Who came to which meeting; absent members have a row too.
CREATE TABLE meeting_attendance (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    meeting_id INTEGER NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
    member_id INTEGER NOT NULL REFERENCES group_members (id) ON DELETE CASCADE,
    is_present BOOLEAN NOT NULL DEFAULT FALSE,
    arrival_time TIME,
    excuse_reason VARCHAR(255),
    recorded_by INTEGER REFERENCES users (id) ON DELETE SET NULL,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    UNIQUE (meeting_id, member_id)
);

CREATE INDEX idx_meeting_attendance_member_id ON meeting_attendance (member_id);
CREATE INDEX idx_meeting_attendance_recorded_by ON meeting_attendance (recorded_by);
