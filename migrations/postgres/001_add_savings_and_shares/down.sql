ALTER TABLE meeting_attendance DROP COLUMN fine_id;

DROP TABLE share_out_payments;
DROP TABLE share_outs;
DROP TABLE share_transactions;
DROP TABLE member_shares;
DROP TABLE fines;
DROP TABLE fine_types;
DROP TABLE group_cashbook;
DROP TABLE saving_transactions;
DROP FUNCTION update_member_savings_balance();
DROP TABLE member_savings;
DROP TABLE saving_types;

ALTER TABLE notifications DROP COLUMN group_id;

-- Members that came after the split have no whole name yet.
UPDATE group_members
SET name = COALESCE(NULLIF(trim(concat_ws(' ', first_name, last_name)), ''), member_number)
WHERE name IS NULL;

ALTER TABLE group_members
    ALTER COLUMN name SET NOT NULL,
    DROP COLUMN first_name,
    DROP COLUMN last_name,
    DROP COLUMN share_balance,
    DROP COLUMN total_contributions;

ALTER TABLE savings_groups
    DROP COLUMN cycle_start_date,
    DROP COLUMN cycle_end_date,
    DROP COLUMN cycle_status,
    DROP COLUMN share_value,
    DROP COLUMN savings_balance;
