DROP TABLE leaderboard;
DROP TABLE member_badges;
DROP TABLE member_achievements;
DROP TABLE badges;
DROP TABLE achievements;

ALTER TABLE group_members DROP COLUMN attendance_percentage;
ALTER TABLE group_members DROP COLUMN total_points;
