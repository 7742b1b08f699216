ALTER TABLE fines RENAME TO member_fines;
DROP TABLE minutes;

ALTER TABLE savings_groups RENAME COLUMN created_at TO created_date;
ALTER TABLE savings_groups
    ALTER COLUMN district SET NOT NULL,
    ALTER COLUMN members TYPE BIGINT;

ALTER TABLE group_members RENAME COLUMN phone TO phone_number;
ALTER TABLE group_members
    ADD COLUMN first_name VARCHAR(100) NOT NULL,
    ADD COLUMN last_name VARCHAR(100) NOT NULL,
    DROP COLUMN name,
    DROP COLUMN nickname;

CREATE VIEW present_members AS
    SELECT member_id, count(*) AS meetings FROM meeting_attendance WHERE is_present GROUP BY member_id;

CREATE VIEW member_names AS
    SELECT id, first_name FROM group_members;

CREATE SCHEMA audit;
CREATE TABLE audit.events (id SERIAL PRIMARY KEY);
