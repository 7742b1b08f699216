-- What years of use have shown, in one alignment: one name for one thing, no NULL
-- where none was meant, amounts that fit, and delete rules that lose no records.
--
-- The standard for names: first_name and last_name, phone_number, id_number,
-- created_date and updated_date; never a bare contact.

-- Names -----------------------------------------------------------------------

ALTER TABLE users RENAME COLUMN phone TO phone_number;
ALTER TABLE users RENAME COLUMN created_at TO created_date;
ALTER TABLE users RENAME COLUMN modified_on TO updated_date;

ALTER TABLE services RENAME COLUMN contact TO support_contact;

ALTER TABLE savings_groups RENAME COLUMN member_count TO members_count;
ALTER TABLE savings_groups RENAME COLUMN created_at TO created_date;
ALTER TABLE savings_groups RENAME COLUMN updated_at TO updated_date;

ALTER TABLE group_members RENAME COLUMN phone TO phone_number;
ALTER TABLE group_members RENAME COLUMN national_id TO id_number;
ALTER TABLE group_members RENAME COLUMN created_at TO created_date;
ALTER TABLE group_members RENAME COLUMN updated_at TO updated_date;

ALTER TABLE meetings RENAME COLUMN venue TO location;
ALTER TABLE meetings RENAME COLUMN recorder_id TO recorded_by;
ALTER TABLE meetings RENAME COLUMN created_at TO created_date;
ALTER TABLE meetings RENAME COLUMN updated_at TO updated_date;
ALTER INDEX idx_meetings_recorder_id RENAME TO idx_meetings_recorded_by;

ALTER TABLE member_activity_participation RENAME COLUMN meeting_activity_id TO activity_id;
ALTER TABLE member_savings RENAME COLUMN balance TO current_balance;
ALTER TABLE saving_transactions RENAME COLUMN reference TO reference_number;
ALTER TABLE fine_types RENAME COLUMN amount TO default_amount;
ALTER TABLE group_loans RENAME COLUMN principal TO principal_amount;

ALTER TABLE mobile_money_accounts RENAME COLUMN phone TO phone_number;
ALTER TABLE mobile_money_transactions RENAME COLUMN counterparty_phone TO counterparty_phone_number;
ALTER TABLE mobile_money_transactions RENAME COLUMN response TO provider_response;

ALTER TABLE service_providers RENAME COLUMN contact TO support_contact;
ALTER TABLE service_providers RENAME COLUMN phone TO phone_number;
ALTER TABLE audit_log RENAME COLUMN created_at TO created_date;

-- "Session" alone came to mean a training session of a group.
ALTER TABLE sessions RENAME TO user_sessions;
ALTER INDEX idx_sessions_user_id RENAME TO idx_user_sessions_user_id;

-- Like member_savings and member_shares.
ALTER TABLE fines RENAME TO member_fines;
ALTER SEQUENCE fines_id_seq RENAME TO member_fines_id_seq;
ALTER TABLE member_fines RENAME CONSTRAINT fines_pkey TO member_fines_pkey;
ALTER INDEX idx_fines_member_id RENAME TO idx_member_fines_member_id;
ALTER INDEX idx_fines_fine_type_id RENAME TO idx_member_fines_fine_type_id;
ALTER INDEX idx_fines_meeting_id RENAME TO idx_member_fines_meeting_id;
ALTER INDEX idx_fines_waived_by RENAME TO idx_member_fines_waived_by;

-- The triggers' functions name columns that have just been renamed.
CREATE OR REPLACE FUNCTION update_group_member_count() RETURNS TRIGGER AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        UPDATE savings_groups SET members_count = members_count + 1 WHERE id = NEW.group_id;
    ELSE
        UPDATE savings_groups SET members_count = members_count - 1 WHERE id = OLD.group_id;
    END IF;
    RETURN NULL;
END;
$$ LANGUAGE plpgsql;

CREATE OR REPLACE FUNCTION update_member_savings_balance() RETURNS TRIGGER AS $$
BEGIN
    UPDATE member_savings
    SET current_balance = current_balance + CASE
            WHEN NEW.transaction_type IN ('deposit', 'interest') THEN NEW.amount
            ELSE -NEW.amount
        END,
        last_transaction_date = GREATEST(last_transaction_date, NEW.transaction_date)
    WHERE id = NEW.member_saving_id;
    RETURN NULL;
END;
$$ LANGUAGE plpgsql;

-- Core ------------------------------------------------------------------------

ALTER TABLE users
    ADD COLUMN first_name VARCHAR(100),
    ADD COLUMN last_name VARCHAR(100),
    ADD COLUMN must_change_password BOOLEAN NOT NULL DEFAULT FALSE;

-- Who goes by a single name keeps an empty last name.
UPDATE users
SET first_name = left(split_part(trim(full_name), ' ', 1), 100),
    last_name = left(trim(substr(trim(full_name), length(split_part(trim(full_name), ' ', 1)) + 1)), 100);

UPDATE users
SET is_active = COALESCE(is_active, TRUE),
    created_date = COALESCE(created_date, updated_date, CURRENT_TIMESTAMP),
    updated_date = COALESCE(updated_date, created_date, CURRENT_TIMESTAMP)
WHERE is_active IS NULL OR created_date IS NULL OR updated_date IS NULL;

ALTER TABLE users
    DROP COLUMN full_name,
    ALTER COLUMN first_name SET NOT NULL,
    ALTER COLUMN last_name SET NOT NULL,
    ALTER COLUMN email TYPE VARCHAR(128),
    ALTER COLUMN is_active SET NOT NULL,
    ALTER COLUMN created_date SET NOT NULL,
    ALTER COLUMN updated_date SET NOT NULL,
    DROP CONSTRAINT users_role_check,
    ADD CONSTRAINT users_role_check CHECK (role IN ('admin', 'manager', 'agent', 'auditor'));

-- Some services are offered at the office only.
ALTER TABLE services ALTER COLUMN base_url DROP NOT NULL;

-- A grant without a user or without a permission grants nothing.
DELETE FROM user_permissions WHERE user_id IS NULL OR permission_id IS NULL;

ALTER TABLE user_permissions DROP CONSTRAINT user_permissions_user_id_permission_id_key;
ALTER TABLE user_permissions ADD PRIMARY KEY (user_id, permission_id);
ALTER TABLE user_permissions
    DROP CONSTRAINT user_permissions_granted_by_fkey,
    ADD CONSTRAINT user_permissions_granted_by_fkey
        FOREIGN KEY (granted_by) REFERENCES users (id) ON DELETE SET NULL;

-- The clients have always written a JSON object here, or nothing.
UPDATE notifications SET payload = NULLIF(trim(payload), '');

ALTER TABLE notifications
    ALTER COLUMN title TYPE VARCHAR(150),
    ADD CHECK (json_typeof(payload::JSON) = 'object');

-- Groups ----------------------------------------------------------------------

UPDATE savings_groups
SET district = COALESCE(district, 'Unknown'),
    parish = COALESCE(parish, 'Unknown'),
    village = COALESCE(village, 'Unknown')
WHERE district IS NULL OR parish IS NULL OR village IS NULL;

-- Groups from before accounts had owners go to the first administrator.
UPDATE savings_groups
SET created_by = (SELECT id FROM users ORDER BY role <> 'admin', id LIMIT 1)
WHERE created_by IS NULL;

UPDATE savings_groups
SET created_date = COALESCE(created_date, updated_date, CURRENT_TIMESTAMP),
    updated_date = COALESCE(updated_date, created_date, CURRENT_TIMESTAMP)
WHERE created_date IS NULL OR updated_date IS NULL;

-- Count once more: rows loaded with triggers switched off were never counted.
UPDATE savings_groups
SET members_count = (SELECT count(*) FROM group_members WHERE group_id = savings_groups.id);

ALTER TABLE savings_groups
    ALTER COLUMN name TYPE VARCHAR(150),
    ALTER COLUMN group_code TYPE VARCHAR(50),
    ALTER COLUMN country DROP DEFAULT,
    ALTER COLUMN district SET NOT NULL,
    ALTER COLUMN parish SET NOT NULL,
    ALTER COLUMN village SET NOT NULL,
    ALTER COLUMN members_count SET NOT NULL,
    ALTER COLUMN share_value TYPE NUMERIC(12,2),
    ALTER COLUMN created_by SET NOT NULL,
    ALTER COLUMN created_date SET NOT NULL,
    ALTER COLUMN updated_date SET NOT NULL;

COMMENT ON COLUMN savings_groups.members_count IS 'Kept by the trigger group_members_count';

-- A leader who leaves leaves the office vacant; who created a group cannot be
-- deleted while it exists.
ALTER TABLE savings_groups
    DROP CONSTRAINT savings_groups_chair_member_id_fkey,
    DROP CONSTRAINT savings_groups_treasurer_member_id_fkey,
    DROP CONSTRAINT savings_groups_secretary_member_id_fkey,
    DROP CONSTRAINT savings_groups_created_by_fkey,
    ADD CONSTRAINT savings_groups_chair_member_id_fkey
        FOREIGN KEY (chair_member_id) REFERENCES group_members (id) ON DELETE SET NULL,
    ADD CONSTRAINT savings_groups_treasurer_member_id_fkey
        FOREIGN KEY (treasurer_member_id) REFERENCES group_members (id) ON DELETE SET NULL,
    ADD CONSTRAINT savings_groups_secretary_member_id_fkey
        FOREIGN KEY (secretary_member_id) REFERENCES group_members (id) ON DELETE SET NULL,
    ADD CONSTRAINT savings_groups_created_by_fkey
        FOREIGN KEY (created_by) REFERENCES users (id) ON DELETE RESTRICT;

-- The last clients that write the whole name alone are gone: split what they
-- left, then drop it.
UPDATE group_members
SET first_name = left(split_part(trim(name), ' ', 1), 50),
    last_name = left(trim(substr(trim(name), length(split_part(trim(name), ' ', 1)) + 1)), 50)
WHERE first_name IS NULL AND name IS NOT NULL;

UPDATE group_members
SET first_name = COALESCE(first_name, ''),
    last_name = COALESCE(last_name, '')
WHERE first_name IS NULL OR last_name IS NULL;

UPDATE group_members
SET gender = CASE
        WHEN gender ILIKE 'f%' THEN 'female'
        WHEN gender ILIKE 'm%' THEN 'male'
        WHEN gender ILIKE 'o%' THEN 'other'
        ELSE 'unknown'
    END,
    is_eligible_for_loans = COALESCE(is_eligible_for_loans, FALSE),
    created_date = COALESCE(created_date, updated_date, CURRENT_TIMESTAMP),
    updated_date = COALESCE(updated_date, created_date, CURRENT_TIMESTAMP);

ALTER TABLE group_members
    DROP COLUMN name,
    ALTER COLUMN first_name TYPE VARCHAR(100),
    ALTER COLUMN first_name SET NOT NULL,
    ALTER COLUMN last_name TYPE VARCHAR(100),
    ALTER COLUMN last_name SET NOT NULL,
    ALTER COLUMN id_number TYPE VARCHAR(50),
    ALTER COLUMN phone_number TYPE VARCHAR(20),
    ALTER COLUMN email TYPE VARCHAR(128),
    ALTER COLUMN gender SET NOT NULL,
    ADD CHECK (gender IN ('female', 'male', 'other', 'unknown')),
    ALTER COLUMN is_eligible_for_loans SET NOT NULL,
    ALTER COLUMN created_date SET NOT NULL,
    ALTER COLUMN updated_date SET NOT NULL;

-- Meetings --------------------------------------------------------------------

-- Numbers were kept by hand, with gaps and repeats.
UPDATE meetings
SET meeting_number = numbered.number
FROM (
    SELECT id, row_number() OVER (PARTITION BY group_id ORDER BY meeting_date, id) AS number
    FROM meetings
) AS numbered
WHERE numbered.id = meetings.id;

UPDATE meetings
SET created_date = COALESCE(created_date, updated_date, CURRENT_TIMESTAMP),
    updated_date = COALESCE(updated_date, created_date, CURRENT_TIMESTAMP)
WHERE created_date IS NULL OR updated_date IS NULL;

-- Through NUMERIC, so that 30.0619 does not become 30.06189918518066.
ALTER TABLE meetings
    ADD COLUMN minutes TEXT,
    ALTER COLUMN meeting_number TYPE INTEGER,
    ALTER COLUMN meeting_number SET NOT NULL,
    ALTER COLUMN location TYPE VARCHAR(255),
    ALTER COLUMN latitude TYPE DOUBLE PRECISION USING latitude::NUMERIC::DOUBLE PRECISION,
    ALTER COLUMN longitude TYPE DOUBLE PRECISION USING longitude::NUMERIC::DOUBLE PRECISION,
    ALTER COLUMN total_savings_collected TYPE NUMERIC(12,2),
    ALTER COLUMN total_fines_collected TYPE NUMERIC(12,2),
    ALTER COLUMN created_date SET NOT NULL,
    ALTER COLUMN updated_date SET NOT NULL,
    ADD UNIQUE (group_id, meeting_number),
    DROP CONSTRAINT meetings_meeting_type_check,
    ADD CONSTRAINT meetings_meeting_type_check
        CHECK (meeting_type IN ('regular', 'special', 'annual', 'emergency', 'share_out')),
    DROP CONSTRAINT meetings_recorder_id_fkey,
    ADD CONSTRAINT meetings_recorded_by_fkey
        FOREIGN KEY (recorded_by) REFERENCES users (id) ON DELETE SET NULL,
    DROP CONSTRAINT meetings_scheduled_by_fkey,
    ADD CONSTRAINT meetings_scheduled_by_fkey
        FOREIGN KEY (scheduled_by) REFERENCES users (id) ON DELETE SET NULL;

-- The new unique constraint begins with group_id and serves its look-ups.
DROP INDEX idx_meetings_group_id;

COMMENT ON COLUMN meetings.recorded_by IS 'The user who entered what happened';
COMMENT ON COLUMN meetings.scheduled_by IS 'The user who planned it';

-- One text for one meeting needs no table of its own.
UPDATE meetings
SET minutes = meeting_minutes.content
FROM meeting_minutes
WHERE meeting_minutes.meeting_id = meetings.id;

DROP TABLE meeting_minutes;

ALTER TABLE meeting_activities
    ALTER COLUMN title TYPE VARCHAR(150),
    ALTER COLUMN amount_collected TYPE NUMERIC(12,2);

ALTER TABLE member_activity_participation
    ALTER COLUMN amount TYPE NUMERIC(12,2),
    ALTER COLUMN remarks TYPE TEXT;

-- Late and excused were guessed from other columns. And a member is on a meeting's
-- list once: the pair is the key.
ALTER TABLE meeting_attendance
    DROP COLUMN id,
    DROP CONSTRAINT meeting_attendance_meeting_id_member_id_key,
    ADD PRIMARY KEY (meeting_id, member_id),
    ALTER COLUMN is_present DROP DEFAULT,
    ALTER COLUMN is_present TYPE VARCHAR(10) USING CASE
        WHEN is_present THEN 'present'
        WHEN excuse_reason IS NOT NULL THEN 'excused'
        ELSE 'absent'
    END,
    ALTER COLUMN is_present SET DEFAULT 'absent';
ALTER TABLE meeting_attendance RENAME COLUMN is_present TO attendance_status;
ALTER TABLE meeting_attendance
    ADD CHECK (attendance_status IN ('present', 'late', 'excused', 'absent'));

-- Savings, fines and shares ---------------------------------------------------

ALTER TABLE member_savings ALTER COLUMN current_balance TYPE NUMERIC(12,2);

COMMENT ON COLUMN member_savings.current_balance IS 'Kept by the trigger saving_transactions_balance';

UPDATE saving_transactions SET payment_method = 'cash' WHERE payment_method IS NULL;

-- Deleting an officer deleted every payment that he or she had verified.
ALTER TABLE saving_transactions
    ALTER COLUMN payment_method SET NOT NULL,
    ALTER COLUMN reference_number TYPE VARCHAR(64),
    DROP CONSTRAINT saving_transactions_verified_by_fkey,
    ADD CONSTRAINT saving_transactions_verified_by_fkey
        FOREIGN KEY (verified_by) REFERENCES users (id) ON DELETE SET NULL;

ALTER TABLE group_cashbook
    ALTER COLUMN description TYPE TEXT,
    DROP CONSTRAINT group_cashbook_approved_by_fkey,
    ADD CONSTRAINT group_cashbook_approved_by_fkey
        FOREIGN KEY (approved_by) REFERENCES users (id) ON DELETE SET NULL;

ALTER TABLE fine_types ALTER COLUMN default_amount TYPE NUMERIC(12,2);

ALTER TABLE member_fines
    ADD COLUMN paid_amount NUMERIC(12,2) NOT NULL DEFAULT 0.00,
    DROP CONSTRAINT fines_status_check,
    ADD CONSTRAINT member_fines_status_check
        CHECK (status IN ('unpaid', 'partly_paid', 'paid', 'waived'));

UPDATE member_fines SET paid_amount = amount WHERE status = 'paid';

UPDATE share_outs SET value_per_share = round(total_fund / total_shares, 2) WHERE value_per_share IS NULL;

ALTER TABLE share_outs
    ALTER COLUMN total_shares TYPE BIGINT,
    ALTER COLUMN value_per_share SET NOT NULL;

-- Loans -----------------------------------------------------------------------

UPDATE loan_assessments
SET risk_level = 'medium'
WHERE risk_level IS NULL OR risk_level NOT IN ('low', 'medium', 'high');

-- A rejected request has no recommended amount.
ALTER TABLE loan_assessments
    ALTER COLUMN recommended_amount DROP NOT NULL,
    ALTER COLUMN risk_level SET DEFAULT 'medium',
    ALTER COLUMN risk_level SET NOT NULL,
    ADD CHECK (risk_level IN ('low', 'medium', 'high'));

ALTER TABLE group_loans
    ALTER COLUMN loan_number TYPE VARCHAR(30),
    ALTER COLUMN principal_amount TYPE NUMERIC(12,2),
    ALTER COLUMN interest_rate TYPE NUMERIC(5,2),
    ALTER COLUMN interest_rate SET DEFAULT 10.00,
    ADD COLUMN outstanding_balance NUMERIC(12,2) GENERATED ALWAYS AS (total_due - amount_paid) STORED,
    DROP CONSTRAINT group_loans_approved_by_fkey,
    ADD CONSTRAINT group_loans_approved_by_fkey
        FOREIGN KEY (approved_by) REFERENCES users (id) ON DELETE SET NULL;

UPDATE loan_repayment_schedule
SET installment_number = numbered.number
FROM (
    SELECT id, row_number() OVER (PARTITION BY loan_id ORDER BY due_date, id) AS number
    FROM loan_repayment_schedule
) AS numbered
WHERE numbered.id = loan_repayment_schedule.id;

UPDATE loan_repayment_schedule SET penalty_amount = 0.00 WHERE penalty_amount IS NULL;

CREATE UNIQUE INDEX loan_repayment_schedule_loan_id_installment_number_key
    ON loan_repayment_schedule (loan_id, installment_number);

ALTER TABLE loan_repayment_schedule
    ADD CONSTRAINT loan_repayment_schedule_loan_id_installment_number_key
        UNIQUE USING INDEX loan_repayment_schedule_loan_id_installment_number_key,
    ALTER COLUMN penalty_amount SET DEFAULT 0.00,
    ALTER COLUMN penalty_amount SET NOT NULL;

DROP INDEX idx_loan_repayment_schedule_loan_id;

-- Income-generating activities ------------------------------------------------

-- The coordinator is one of the members, not a name in a text field.
ALTER TABLE iga_activities
    ADD COLUMN coordinator_member_id INTEGER REFERENCES group_members (id) ON DELETE SET NULL;

UPDATE iga_activities
SET coordinator_member_id = (
    SELECT min(group_members.id)
    FROM group_members
    WHERE group_members.group_id = iga_activities.group_id
      AND lower(trim(concat_ws(' ', first_name, last_name))) = lower(trim(iga_activities.coordinator))
);

ALTER TABLE iga_activities
    DROP COLUMN coordinator,
    ALTER COLUMN name TYPE VARCHAR(150),
    ALTER COLUMN initial_capital TYPE NUMERIC(12,2);

CREATE INDEX idx_iga_activities_coordinator_member_id ON iga_activities (coordinator_member_id);

-- Documents and mobile money --------------------------------------------------

UPDATE documents SET labels = '{}' WHERE labels IS NULL;

ALTER TABLE documents
    ALTER COLUMN title TYPE VARCHAR(150),
    ALTER COLUMN file_size TYPE BIGINT,
    ALTER COLUMN mime_type TYPE VARCHAR(100),
    ALTER COLUMN labels SET NOT NULL,
    ALTER COLUMN uploaded_by DROP NOT NULL,
    DROP CONSTRAINT documents_uploaded_by_fkey,
    ADD CONSTRAINT documents_uploaded_by_fkey
        FOREIGN KEY (uploaded_by) REFERENCES users (id) ON DELETE SET NULL;

ALTER TABLE document_versions ALTER COLUMN file_size TYPE BIGINT;
ALTER TABLE generated_reports ALTER COLUMN file_size TYPE BIGINT;

-- Providers have had a table since 006; until now the accounts did not use it.
INSERT INTO service_providers (code, name, provider_type)
SELECT DISTINCT
    provider,
    CASE provider WHEN 'mtn' THEN 'MTN MoMo' WHEN 'airtel' THEN 'Airtel Money' ELSE 'M-Pesa' END,
    'mobile_money'
FROM mobile_money_accounts
WHERE provider NOT IN (SELECT code FROM service_providers)
ORDER BY provider;

ALTER TABLE mobile_money_accounts ADD COLUMN provider_id INTEGER;

UPDATE mobile_money_accounts
SET provider_id = service_providers.id
FROM service_providers
WHERE service_providers.code = mobile_money_accounts.provider;

-- With the column goes its unique constraint, so there is a new one.
ALTER TABLE mobile_money_accounts DROP COLUMN provider;
ALTER TABLE mobile_money_accounts
    ALTER COLUMN provider_id SET NOT NULL,
    ALTER COLUMN phone_number TYPE VARCHAR(20),
    ALTER COLUMN currency DROP DEFAULT,
    ADD UNIQUE (provider_id, phone_number),
    ADD FOREIGN KEY (provider_id) REFERENCES service_providers (id) ON DELETE RESTRICT;

UPDATE mobile_money_transactions SET provider_response = NULLIF(trim(provider_response), '');

ALTER TABLE mobile_money_transactions
    ALTER COLUMN counterparty_phone_number TYPE VARCHAR(20),
    ALTER COLUMN external_reference TYPE VARCHAR(64),
    ADD CHECK (json_typeof(provider_response::JSON) = 'object');

ALTER TABLE service_providers ALTER COLUMN phone_number TYPE VARCHAR(20);

-- Achievements and analytics --------------------------------------------------

-- The nightly run wrote a second standing when it was started twice.
DELETE FROM leaderboard AS older
USING leaderboard AS newer
WHERE newer.member_id = older.member_id
  AND newer.period = older.period
  AND newer.period_start = older.period_start
  AND newer.id > older.id;

ALTER TABLE leaderboard
    ALTER COLUMN points TYPE BIGINT,
    ADD UNIQUE (member_id, period, period_start);

DROP INDEX idx_leaderboard_member_id;

-- From the present alone to one row a month.
UPDATE member_analytics
SET period_start = COALESCE(period_start, date_trunc('month', created_date)::DATE),
    period_end = COALESCE(period_end, (date_trunc('month', created_date) + INTERVAL '1 month - 1 day')::DATE);

ALTER TABLE member_analytics
    ALTER COLUMN period_start SET NOT NULL,
    ALTER COLUMN period_end SET NOT NULL,
    DROP CONSTRAINT member_analytics_member_id_key,
    ADD UNIQUE (member_id, period_start);

UPDATE audit_log SET created_date = CURRENT_TIMESTAMP WHERE created_date IS NULL;

ALTER TABLE audit_log
    ADD COLUMN request_id CHAR(36),
    ALTER COLUMN record_id TYPE BIGINT,
    ALTER COLUMN created_date SET NOT NULL;

-- Types -----------------------------------------------------------------------
--
-- In villages without a network the platform runs on SQLite. From here on every
-- type is one that both engines have.

-- Moments are in UTC. PostgreSQL never stored another zone; now the type says so.
ALTER TABLE users ALTER COLUMN last_login_at TYPE TIMESTAMP USING last_login_at AT TIME ZONE 'UTC';
ALTER TABLE notifications
    ALTER COLUMN sent_at TYPE TIMESTAMP USING sent_at AT TIME ZONE 'UTC',
    ALTER COLUMN read_at TYPE TIMESTAMP USING read_at AT TIME ZONE 'UTC';
ALTER TABLE saving_transactions ALTER COLUMN verified_at TYPE TIMESTAMP USING verified_at AT TIME ZONE 'UTC';
ALTER TABLE share_outs ALTER COLUMN approved_at TYPE TIMESTAMP USING approved_at AT TIME ZONE 'UTC';
ALTER TABLE documents ALTER COLUMN verified_at TYPE TIMESTAMP USING verified_at AT TIME ZONE 'UTC';
ALTER TABLE mobile_money_accounts
    ALTER COLUMN verified_at TYPE TIMESTAMP USING verified_at AT TIME ZONE 'UTC',
    ALTER COLUMN last_synced_at TYPE TIMESTAMP USING last_synced_at AT TIME ZONE 'UTC';
ALTER TABLE mobile_money_transactions
    ALTER COLUMN initiated_at DROP DEFAULT,
    ALTER COLUMN initiated_at TYPE TIMESTAMP USING initiated_at AT TIME ZONE 'UTC',
    ALTER COLUMN initiated_at SET DEFAULT CURRENT_TIMESTAMP,
    ALTER COLUMN completed_at TYPE TIMESTAMP USING completed_at AT TIME ZONE 'UTC';
ALTER TABLE mobile_money_reconciliations ALTER COLUMN reconciled_at TYPE TIMESTAMP USING reconciled_at AT TIME ZONE 'UTC';
ALTER TABLE generated_reports
    ALTER COLUMN started_at TYPE TIMESTAMP USING started_at AT TIME ZONE 'UTC',
    ALTER COLUMN finished_at TYPE TIMESTAMP USING finished_at AT TIME ZONE 'UTC';
ALTER TABLE member_analytics ALTER COLUMN calculated_at TYPE TIMESTAMP USING calculated_at AT TIME ZONE 'UTC';
ALTER TABLE document_approvals ALTER COLUMN decided_at TYPE TIMESTAMP USING decided_at AT TIME ZONE 'UTC';

-- The application makes the UUIDs, and writes addresses without a netmask.
ALTER TABLE audit_log DROP CONSTRAINT audit_log_session_id_fkey;

ALTER TABLE user_sessions
    ALTER COLUMN id DROP DEFAULT,
    ALTER COLUMN id TYPE CHAR(36),
    ALTER COLUMN ip_address TYPE VARCHAR(45) USING host(ip_address),
    ALTER COLUMN last_seen_at TYPE TIMESTAMP USING last_seen_at AT TIME ZONE 'UTC',
    ALTER COLUMN expires_at TYPE TIMESTAMP USING expires_at AT TIME ZONE 'UTC',
    ALTER COLUMN revoked_at TYPE TIMESTAMP USING revoked_at AT TIME ZONE 'UTC';

ALTER TABLE audit_log
    ALTER COLUMN session_id TYPE CHAR(36),
    ALTER COLUMN ip_address TYPE VARCHAR(45) USING host(ip_address),
    ALTER COLUMN old_values TYPE TEXT,
    ALTER COLUMN new_values TYPE TEXT,
    ADD CHECK (json_typeof(old_values::JSON) = 'object'),
    ADD CHECK (json_typeof(new_values::JSON) = 'object'),
    ADD CONSTRAINT audit_log_session_id_fkey
        FOREIGN KEY (session_id) REFERENCES user_sessions (id) ON DELETE SET NULL;

-- JSON is text that a constraint holds to being JSON.
ALTER TABLE services
    ALTER COLUMN settings DROP DEFAULT,
    ALTER COLUMN settings TYPE TEXT,
    ALTER COLUMN settings SET DEFAULT '{}',
    ADD CHECK (json_typeof(settings::JSON) = 'object');
ALTER TABLE service_providers
    ALTER COLUMN settings DROP DEFAULT,
    ALTER COLUMN settings TYPE TEXT,
    ALTER COLUMN settings SET DEFAULT '{}',
    ADD CHECK (json_typeof(settings::JSON) = 'object');
ALTER TABLE achievements
    ALTER COLUMN criteria TYPE TEXT,
    ADD CHECK (json_typeof(criteria::JSON) = 'object');
ALTER TABLE analytics_snapshots
    ALTER COLUMN metrics TYPE TEXT,
    ADD CHECK (json_typeof(metrics::JSON) = 'object');
ALTER TABLE generated_reports
    ALTER COLUMN parameters DROP DEFAULT,
    ALTER COLUMN parameters TYPE TEXT,
    ALTER COLUMN parameters SET DEFAULT '{}',
    ADD CHECK (json_typeof(parameters::JSON) = 'object');

-- Lists of words are JSON arrays. They are read whole and never joined with.
ALTER TABLE iga_activities
    ALTER COLUMN products DROP DEFAULT,
    ALTER COLUMN products TYPE TEXT USING array_to_json(products)::TEXT,
    ALTER COLUMN products SET DEFAULT '[]',
    ADD CHECK (json_typeof(products::JSON) = 'array');
ALTER TABLE documents
    ALTER COLUMN labels TYPE TEXT USING array_to_json(labels)::TEXT,
    ALTER COLUMN labels SET DEFAULT '[]',
    ADD CHECK (json_typeof(labels::JSON) = 'array');
ALTER TABLE document_templates
    ALTER COLUMN placeholders DROP DEFAULT,
    ALTER COLUMN placeholders TYPE TEXT USING array_to_json(placeholders)::TEXT,
    ALTER COLUMN placeholders SET DEFAULT '[]',
    ADD CHECK (json_typeof(placeholders::JSON) = 'array');
