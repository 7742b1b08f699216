DROP TABLE meeting_attendance;
DROP TABLE member_activity_participation;
DROP TABLE meeting_activities;
DROP TABLE meeting_minutes;
DROP TABLE meetings;

-- Groups and members refer to each other: open the circle before dropping them.
ALTER TABLE savings_groups
    DROP COLUMN chair_member_id,
    DROP COLUMN treasurer_member_id,
    DROP COLUMN secretary_member_id;

DROP TABLE group_members;
DROP FUNCTION update_group_member_count();
DROP TABLE savings_groups;

DROP TABLE notifications;
DROP TABLE user_permissions;
DROP TABLE permissions;
DROP TABLE services;
DROP TABLE sessions;
DROP TABLE users;
