DROP TABLE meeting_attendance;
DROP TABLE member_activity_participation;
DROP TABLE meeting_activities;
DROP TABLE meeting_minutes;
DROP TABLE meetings;

-- Groups and members refer to each other: open the circle before dropping them.
UPDATE savings_groups
SET chair_member_id = NULL,
    treasurer_member_id = NULL,
    secretary_member_id = NULL;

DROP TABLE group_members;
DROP TABLE savings_groups;

DROP TABLE notifications;
DROP TABLE user_permissions;
DROP TABLE permissions;
DROP TABLE services;
DROP TABLE sessions;
DROP TABLE users;
