-- Phase 5: points and badges. Groups that see how they do keep meeting.

ALTER TABLE group_members
    ADD COLUMN attendance_percentage BIGINT CHECK (attendance_percentage BETWEEN 0 AND 10000);
ALTER TABLE group_members ADD COLUMN total_points INTEGER NOT NULL DEFAULT 0;

-- Rounded to a hundredth of a percent.
UPDATE group_members
SET attendance_percentage = attended.percentage
FROM (
    SELECT
        member_id,
        (20000 * count(*) FILTER (WHERE is_present) + count(*)) / (2 * count(*)) AS percentage
    FROM meeting_attendance
    GROUP BY member_id
) AS attended
WHERE attended.member_id = group_members.id;

-- What members can achieve, and for how many points.
CREATE TABLE achievements (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    code VARCHAR(40) NOT NULL UNIQUE,
    name VARCHAR(100) NOT NULL,
    description TEXT NOT NULL,
    category VARCHAR(20) NOT NULL
        CHECK (category IN ('savings', 'attendance', 'loans', 'iga', 'leadership')),
    -- The rule, evaluated each night: {"metric": …, "at_least": …}
    criteria TEXT NOT NULL CHECK (json_type(criteria) = 'object'),
    target_value BIGINT,
    points INTEGER NOT NULL DEFAULT 10 CHECK (points >= 0),
    is_repeatable BOOLEAN NOT NULL DEFAULT FALSE,
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);

-- Badges shown next to a member.
CREATE TABLE badges (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    -- NULL: given for points alone
    achievement_id INTEGER REFERENCES achievements (id) ON DELETE SET NULL,
    name VARCHAR(60) NOT NULL UNIQUE,
    description VARCHAR(255),
    tier VARCHAR(10) NOT NULL DEFAULT 'bronze' CHECK (tier IN ('bronze', 'silver', 'gold')),
    points_required INTEGER NOT NULL DEFAULT 0,
    icon BLOB,
    color CHAR(7) NOT NULL DEFAULT '#CD7F32'
        CHECK (color GLOB '#[0-9A-F][0-9A-F][0-9A-F][0-9A-F][0-9A-F][0-9A-F]'),
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);

CREATE INDEX idx_badges_achievement_id ON badges (achievement_id);

-- A member's way to each achievement.
CREATE TABLE member_achievements (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    member_id INTEGER NOT NULL REFERENCES group_members (id) ON DELETE CASCADE,
    achievement_id INTEGER NOT NULL REFERENCES achievements (id) ON DELETE CASCADE,
    -- The meeting at which it was announced
    meeting_id INTEGER REFERENCES meetings (id) ON DELETE SET NULL,
    progress BIGINT NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 10000),
    earned_date DATE,
    times_earned SMALLINT NOT NULL DEFAULT 0,
    points_awarded INTEGER NOT NULL DEFAULT 0,
    awarded_by INTEGER REFERENCES users (id) ON DELETE SET NULL,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    UNIQUE (member_id, achievement_id)
);

CREATE INDEX idx_member_achievements_achievement_id ON member_achievements (achievement_id);
CREATE INDEX idx_member_achievements_meeting_id ON member_achievements (meeting_id);
CREATE INDEX idx_member_achievements_awarded_by ON member_achievements (awarded_by);

-- Badges that members hold; a badge that someone holds cannot be deleted.
CREATE TABLE member_badges (
    member_id INTEGER NOT NULL REFERENCES group_members (id) ON DELETE CASCADE,
    badge_id INTEGER NOT NULL REFERENCES badges (id) ON DELETE RESTRICT,
    awarded_date DATE NOT NULL DEFAULT CURRENT_DATE,
    awarded_by INTEGER REFERENCES users (id) ON DELETE SET NULL,
    citation VARCHAR(255),
    is_displayed BOOLEAN NOT NULL DEFAULT TRUE,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    PRIMARY KEY (member_id, badge_id)
);

CREATE INDEX idx_member_badges_badge_id ON member_badges (badge_id);
CREATE INDEX idx_member_badges_awarded_by ON member_badges (awarded_by);

-- Standing of the members of a group, period by period.
CREATE TABLE leaderboard (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    group_id INTEGER NOT NULL REFERENCES savings_groups (id) ON DELETE CASCADE,
    member_id INTEGER NOT NULL REFERENCES group_members (id) ON DELETE CASCADE,
    period VARCHAR(10) NOT NULL CHECK (period IN ('month', 'quarter', 'cycle')),
    period_start DATE NOT NULL,
    position SMALLINT NOT NULL CHECK (position > 0),
    previous_position SMALLINT,
    points INTEGER NOT NULL DEFAULT 0,
    savings_score BIGINT,
    attendance_score BIGINT,
    repayment_score BIGINT,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);

CREATE INDEX idx_leaderboard_group_id ON leaderboard (group_id);
CREATE INDEX idx_leaderboard_member_id ON leaderboard (member_id);
