CREATE DOMAIN language AS TEXT NOT NULL DEFAULT 'rw';

-- A key of every kind.
CREATE TABLE branches (
    id BIGINT PRIMARY KEY,
    parent_id BIGINT REFERENCES branches (id),
    opened_by INTEGER NOT NULL REFERENCES group_members (id),
    closed_by INTEGER REFERENCES group_members (id),
    group_id BIGINT REFERENCES savings_groups (id),
    group_code VARCHAR(20) REFERENCES savings_groups (group_code),
    manager_id INTEGER,
    language language
);

CREATE TABLE absences (
    meeting_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    day DATE NOT NULL DEFAULT NULL,
    reason TEXT,
    PRIMARY KEY (meeting_id, day),
    FOREIGN KEY (meeting_id, member_id) REFERENCES meeting_attendance (meeting_id, member_id)
);
