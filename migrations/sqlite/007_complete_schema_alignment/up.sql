-- What years of use have shown, in one alignment: one name for one thing, no NULL
-- where none was meant, amounts that fit, and delete rules that lose no records.
--
-- The standard for names: first_name and last_name, phone_number, id_number,
-- created_date and updated_date; never a bare contact.
--
-- SQLite changes a column's type or a constraint only by making the table anew
-- (https://sqlite.org/lang_altertable.html#otheralter), and to drop a table deletes the
-- rows that refer to it, while foreign keys are enforced. So whatever refers to a table
-- is made anew with it, before the old ones are dropped. Rows are held to their
-- references when all of them are in place.
PRAGMA defer_foreign_keys = ON;

-- Providers have had a table since 006; until now the accounts did not use it.
INSERT INTO service_providers (code, name, provider_type)
SELECT DISTINCT
    provider,
    CASE provider WHEN 'mtn' THEN 'MTN MoMo' WHEN 'airtel' THEN 'Airtel Money' ELSE 'M-Pesa' END,
    'mobile_money'
FROM mobile_money_accounts
WHERE provider NOT IN (SELECT code FROM service_providers)
ORDER BY provider;

-- Staff and field agents who sign in; most group members never do.
CREATE TABLE new_users (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    username VARCHAR(50) NOT NULL UNIQUE,
    email VARCHAR(128) NOT NULL UNIQUE,
    phone_number VARCHAR(20),
    -- Argon2id in PHC string format; never the password
    password_hash TEXT NOT NULL,
    role VARCHAR(20) NOT NULL DEFAULT 'agent'
        CHECK (role IN ('admin', 'manager', 'agent', 'auditor')),
    preferred_language CHAR(2) NOT NULL DEFAULT 'en',
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    failed_login_count SMALLINT NOT NULL DEFAULT 0 CHECK (failed_login_count >= 0),
    last_login_at TIMESTAMP,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    first_name VARCHAR(100) NOT NULL,
    last_name VARCHAR(100) NOT NULL,
    must_change_password BOOLEAN NOT NULL DEFAULT FALSE
);

-- Signed-in devices; a row lives until it expires or is revoked.
CREATE TABLE new_user_sessions (
    id CHAR(36) PRIMARY KEY NOT NULL,
    user_id INTEGER NOT NULL REFERENCES new_users (id) ON DELETE CASCADE,
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

-- Parts of the platform that can be switched on and granted one by one.
CREATE TABLE new_services (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    code VARCHAR(30) NOT NULL UNIQUE,
    name VARCHAR(100) NOT NULL,
    description TEXT,
    category VARCHAR(30) NOT NULL DEFAULT 'savings'
        CHECK (category IN ('savings', 'loans', 'payments', 'documents', 'reporting')),
    support_contact VARCHAR(100),
    base_url VARCHAR(255),
    settings TEXT NOT NULL DEFAULT '{}' CHECK (json_type(settings) = 'object'),
    display_order SMALLINT,
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);

-- What a service lets a user do.
CREATE TABLE new_permissions (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    service_id INTEGER NOT NULL REFERENCES new_services (id) ON DELETE CASCADE,
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
CREATE TABLE new_user_permissions (
    user_id INTEGER NOT NULL REFERENCES new_users (id) ON DELETE CASCADE,
    permission_id INTEGER NOT NULL REFERENCES new_permissions (id) ON DELETE CASCADE,
    granted_by INTEGER REFERENCES new_users (id) ON DELETE SET NULL,
    expires_on DATE,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    PRIMARY KEY (user_id, permission_id)
);

-- Village savings and loan groups.
CREATE TABLE new_savings_groups (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    name VARCHAR(150) NOT NULL,
    -- Printed on the passbooks: country, district and a serial number
    group_code VARCHAR(50) NOT NULL UNIQUE,
    description TEXT,
    country CHAR(2) NOT NULL CHECK (country IN ('RW', 'UG', 'KE')),
    district VARCHAR(100) NOT NULL,
    parish VARCHAR(100) NOT NULL,
    village VARCHAR(100) NOT NULL,
    formation_date DATE,
    meeting_frequency VARCHAR(20) NOT NULL DEFAULT 'weekly'
        CHECK (meeting_frequency IN ('weekly', 'fortnightly', 'monthly')),
    chair_member_id INTEGER REFERENCES new_group_members (id) ON DELETE SET NULL,
    treasurer_member_id INTEGER REFERENCES new_group_members (id) ON DELETE SET NULL,
    secretary_member_id INTEGER REFERENCES new_group_members (id) ON DELETE SET NULL,
    -- Kept by the trigger group_members_count
    members_count INTEGER NOT NULL DEFAULT 0,
    status VARCHAR(20) NOT NULL DEFAULT 'active'
        CHECK (status IN ('forming', 'active', 'suspended', 'closed')),
    created_by INTEGER NOT NULL REFERENCES new_users (id) ON DELETE RESTRICT,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    cycle_start_date DATE,
    cycle_end_date DATE CHECK (cycle_end_date > cycle_start_date),
    cycle_status VARCHAR(20) NOT NULL DEFAULT 'planning'
        CHECK (cycle_status IN ('planning', 'active', 'closing', 'closed')),
    share_value BIGINT,
    savings_balance BIGINT NOT NULL DEFAULT 0,
    -- Lent out and not yet repaid
    loan_balance BIGINT DEFAULT 0,
    -- Free to lend; unknown until the first count of the cash box
    loan_fund_balance BIGINT,
    constitution_document_url VARCHAR(255),
    registration_certificate_url VARCHAR(255),
    is_registered BOOLEAN DEFAULT FALSE,
    registration_number VARCHAR(50),
    registration_date DATE
);

-- Messages to users, on every channel.
CREATE TABLE new_notifications (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    user_id INTEGER NOT NULL REFERENCES new_users (id) ON DELETE CASCADE,
    notification_type VARCHAR(30) NOT NULL,
    channel VARCHAR(20) NOT NULL DEFAULT 'in_app'
        CHECK (channel IN ('in_app', 'sms', 'email', 'push')),
    title VARCHAR(150) NOT NULL,
    body TEXT NOT NULL,
    payload TEXT CHECK (json_type(payload) = 'object'),
    is_read BOOLEAN NOT NULL DEFAULT FALSE,
    sent_at TIMESTAMP,
    read_at TIMESTAMP,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    group_id INTEGER REFERENCES new_savings_groups (id) ON DELETE CASCADE
);

-- Members of a group; who is in two groups has two rows.
CREATE TABLE new_group_members (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    group_id INTEGER NOT NULL REFERENCES new_savings_groups (id) ON DELETE CASCADE,
    -- Set for the few members who also sign in
    user_id INTEGER REFERENCES new_users (id) ON DELETE SET NULL,
    member_number VARCHAR(20) NOT NULL,
    id_number VARCHAR(50),
    date_of_birth DATE,
    gender VARCHAR(10) NOT NULL CHECK (gender IN ('female', 'male', 'other', 'unknown')),
    occupation VARCHAR(100),
    phone_number VARCHAR(20),
    email VARCHAR(128),
    member_role VARCHAR(20) NOT NULL DEFAULT 'member'
        CHECK (member_role IN ('chair', 'treasurer', 'secretary', 'key_holder', 'member')),
    status VARCHAR(20) NOT NULL DEFAULT 'active'
        CHECK (status IN ('active', 'suspended', 'left', 'deceased')),
    joined_date DATE NOT NULL DEFAULT CURRENT_DATE,
    left_date DATE,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    first_name VARCHAR(100) NOT NULL,
    last_name VARCHAR(100) NOT NULL,
    share_balance BIGINT NOT NULL DEFAULT 0,
    total_contributions BIGINT NOT NULL DEFAULT 0,
    is_eligible_for_loans BOOLEAN NOT NULL DEFAULT FALSE,
    attendance_percentage BIGINT CHECK (attendance_percentage BETWEEN 0 AND 10000),
    total_points INTEGER NOT NULL DEFAULT 0,
    UNIQUE (group_id, member_number),
    CHECK (left_date >= joined_date)
);

-- Meetings of a group, planned and held.
CREATE TABLE new_meetings (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    group_id INTEGER NOT NULL REFERENCES new_savings_groups (id) ON DELETE CASCADE,
    meeting_number INTEGER NOT NULL,
    meeting_date DATE NOT NULL,
    meeting_time TIME,
    meeting_type VARCHAR(20) NOT NULL DEFAULT 'regular'
        CHECK (meeting_type IN ('regular', 'special', 'annual', 'emergency', 'share_out')),
    status VARCHAR(20) NOT NULL DEFAULT 'scheduled'
        CHECK (status IN ('scheduled', 'held', 'cancelled')),
    location VARCHAR(255),
    latitude DOUBLE PRECISION CHECK (latitude BETWEEN -90 AND 90),
    longitude DOUBLE PRECISION CHECK (longitude BETWEEN -180 AND 180),
    -- The user who planned it
    scheduled_by INTEGER REFERENCES new_users (id) ON DELETE SET NULL,
    -- The user who entered what happened
    recorded_by INTEGER REFERENCES new_users (id) ON DELETE SET NULL,
    agenda TEXT,
    decisions_made TEXT,
    action_items TEXT,
    total_members INTEGER NOT NULL DEFAULT 0,
    members_present INTEGER NOT NULL DEFAULT 0,
    quorum_met BOOLEAN,
    total_savings_collected BIGINT NOT NULL DEFAULT 0,
    total_fines_collected BIGINT NOT NULL DEFAULT 0,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    total_loan_repayments BIGINT NOT NULL DEFAULT 0,
    minutes TEXT,
    UNIQUE (group_id, meeting_number),
    CHECK (members_present BETWEEN 0 AND total_members)
);

-- What was done at a meeting, in the order of the agenda.
CREATE TABLE new_meeting_activities (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    meeting_id INTEGER NOT NULL REFERENCES new_meetings (id) ON DELETE CASCADE,
    activity_type VARCHAR(30) NOT NULL CHECK (activity_type IN (
            'savings', 'shares', 'fines', 'training', 'election', 'other', 'loans'
        )),
    title VARCHAR(150) NOT NULL,
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
    activity_id INTEGER NOT NULL REFERENCES new_meeting_activities (id) ON DELETE CASCADE,
    member_id INTEGER NOT NULL REFERENCES new_group_members (id) ON DELETE CASCADE,
    participation_type VARCHAR(20) NOT NULL DEFAULT 'contributed'
        CHECK (participation_type IN ('contributed', 'attended', 'led', 'absent')),
    amount BIGINT,
    remarks TEXT,
    recorded_by INTEGER REFERENCES new_users (id) ON DELETE SET NULL,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    UNIQUE (activity_id, member_id)
);

-- What a group fines, and how much.
CREATE TABLE new_fine_types (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    group_id INTEGER NOT NULL REFERENCES new_savings_groups (id) ON DELETE CASCADE,
    name VARCHAR(80) NOT NULL,
    description TEXT,
    default_amount BIGINT NOT NULL CHECK (default_amount > 0),
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    UNIQUE (group_id, name)
);

-- Fines of members, paid or not.
CREATE TABLE new_member_fines (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    member_id INTEGER NOT NULL REFERENCES new_group_members (id) ON DELETE CASCADE,
    -- NULL where the rule has gone; the fine stands
    fine_type_id INTEGER REFERENCES new_fine_types (id) ON DELETE SET NULL,
    meeting_id INTEGER REFERENCES new_meetings (id) ON DELETE SET NULL,
    amount BIGINT NOT NULL CHECK (amount > 0),
    reason VARCHAR(255),
    issued_date DATE NOT NULL DEFAULT CURRENT_DATE,
    due_date DATE,
    status VARCHAR(20) NOT NULL DEFAULT 'unpaid'
        CHECK (status IN ('unpaid', 'partly_paid', 'paid', 'waived')),
    paid_date DATE,
    waived_by INTEGER REFERENCES new_users (id) ON DELETE SET NULL,
    waiver_reason TEXT,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    paid_amount BIGINT NOT NULL DEFAULT 0
);

-- Who came to which meeting; absent members have a row too.
CREATE TABLE new_meeting_attendance (
    meeting_id INTEGER NOT NULL REFERENCES new_meetings (id) ON DELETE CASCADE,
    member_id INTEGER NOT NULL REFERENCES new_group_members (id) ON DELETE CASCADE,
    attendance_status VARCHAR(10) NOT NULL DEFAULT 'absent'
        CHECK (attendance_status IN ('present', 'late', 'excused', 'absent')),
    arrival_time TIME,
    excuse_reason VARCHAR(255),
    recorded_by INTEGER REFERENCES new_users (id) ON DELETE SET NULL,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    fine_id INTEGER REFERENCES new_member_fines (id) ON DELETE SET NULL,
    PRIMARY KEY (meeting_id, member_id)
);

-- A member's balance in one kind of saving.
CREATE TABLE new_member_savings (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    member_id INTEGER NOT NULL REFERENCES new_group_members (id) ON DELETE CASCADE,
    saving_type_id INTEGER NOT NULL REFERENCES saving_types (id),
    -- Kept by the trigger saving_transactions_balance
    current_balance BIGINT NOT NULL DEFAULT 0 CHECK (current_balance >= 0),
    target_amount BIGINT,
    target_date DATE,
    opened_date DATE NOT NULL DEFAULT CURRENT_DATE,
    last_transaction_date DATE,
    status VARCHAR(20) NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'locked', 'closed')),
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    UNIQUE (member_id, saving_type_id)
);

-- Companies whose services the platform uses.
CREATE TABLE new_service_providers (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    service_id INTEGER REFERENCES new_services (id) ON DELETE SET NULL,
    code VARCHAR(20) NOT NULL UNIQUE,
    name VARCHAR(100) NOT NULL,
    provider_type VARCHAR(20) NOT NULL
        CHECK (provider_type IN ('mobile_money', 'bank', 'sms', 'storage')),
    country CHAR(2),
    support_contact VARCHAR(100),
    phone_number VARCHAR(20),
    api_base_url VARCHAR(255),
    settings TEXT NOT NULL DEFAULT '{}' CHECK (json_type(settings) = 'object'),
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);

-- Mobile-money numbers of groups and members.
CREATE TABLE new_mobile_money_accounts (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    group_id INTEGER NOT NULL REFERENCES new_savings_groups (id) ON DELETE CASCADE,
    member_id INTEGER REFERENCES new_group_members (id) ON DELETE CASCADE,
    phone_number VARCHAR(20) NOT NULL,
    account_label VARCHAR(100),
    currency CHAR(3) NOT NULL,
    -- As the provider reported it last; NULL before the first time
    balance BIGINT,
    is_primary BOOLEAN NOT NULL DEFAULT FALSE,
    status VARCHAR(20) NOT NULL DEFAULT 'pending'
        CHECK (status IN ('pending', 'active', 'blocked', 'closed')),
    verified_by INTEGER REFERENCES new_users (id) ON DELETE SET NULL,
    verified_at TIMESTAMP,
    last_synced_at TIMESTAMP,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    provider_id INTEGER NOT NULL REFERENCES new_service_providers (id) ON DELETE RESTRICT,
    UNIQUE (provider_id, phone_number)
);

-- Payments as the provider sees them.
CREATE TABLE new_mobile_money_transactions (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    account_id INTEGER NOT NULL REFERENCES new_mobile_money_accounts (id) ON DELETE CASCADE,
    transaction_type VARCHAR(20) NOT NULL
        CHECK (transaction_type IN ('collection', 'payout', 'transfer', 'charge')),
    amount BIGINT NOT NULL CHECK (amount > 0),
    fee BIGINT NOT NULL DEFAULT 0,
    counterparty_phone_number VARCHAR(20),
    -- The provider's own number; a callback that comes twice is stored once
    external_reference VARCHAR(64) NOT NULL UNIQUE,
    status VARCHAR(20) NOT NULL DEFAULT 'pending'
        CHECK (status IN ('pending', 'succeeded', 'failed', 'reversed')),
    failure_reason VARCHAR(255),
    provider_response TEXT CHECK (json_type(provider_response) = 'object'),
    initiated_by INTEGER REFERENCES new_users (id) ON DELETE SET NULL,
    initiated_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    completed_at TIMESTAMP,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);

-- Payments into and out of savings; corrected by a further row, never by an update of the
-- amount.
CREATE TABLE new_saving_transactions (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    member_saving_id INTEGER NOT NULL REFERENCES new_member_savings (id) ON DELETE CASCADE,
    meeting_id INTEGER REFERENCES new_meetings (id) ON DELETE SET NULL,
    transaction_type VARCHAR(20) NOT NULL
        CHECK (transaction_type IN ('deposit', 'withdrawal', 'interest', 'fee')),
    amount BIGINT NOT NULL CHECK (amount > 0),
    transaction_date DATE NOT NULL DEFAULT CURRENT_DATE,
    payment_method VARCHAR(20) NOT NULL DEFAULT 'cash'
        CHECK (payment_method IN ('cash', 'mobile_money', 'bank')),
    reference_number VARCHAR(64),
    notes TEXT,
    recorded_by INTEGER REFERENCES new_users (id) ON DELETE SET NULL,
    verified_by INTEGER REFERENCES new_users (id) ON DELETE SET NULL,
    verified_at TIMESTAMP,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    mobile_money_transaction_id INTEGER
        REFERENCES new_mobile_money_transactions (id) ON DELETE SET NULL
);

-- Joint businesses of a group.
CREATE TABLE new_iga_activities (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    group_id INTEGER NOT NULL REFERENCES new_savings_groups (id) ON DELETE CASCADE,
    name VARCHAR(150) NOT NULL,
    activity_type VARCHAR(30) NOT NULL
        CHECK (activity_type IN ('farming', 'livestock', 'trade', 'crafts', 'services')),
    description TEXT,
    -- What is made or sold, in the words of the group
    products TEXT NOT NULL DEFAULT '[]' CHECK (json_type(products) = 'array'),
    start_date DATE NOT NULL,
    end_date DATE,
    initial_capital BIGINT NOT NULL DEFAULT 0 CHECK (initial_capital >= 0),
    expected_return BIGINT,
    location VARCHAR(200),
    latitude BIGINT,
    longitude BIGINT,
    status VARCHAR(20) NOT NULL DEFAULT 'planned'
        CHECK (status IN ('planned', 'running', 'paused', 'ended')),
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    coordinator_member_id INTEGER REFERENCES new_group_members (id) ON DELETE SET NULL,
    CHECK (end_date >= start_date)
);

-- The cash box of a group: every coin in and out.
CREATE TABLE new_group_cashbook (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    group_id INTEGER NOT NULL REFERENCES new_savings_groups (id) ON DELETE CASCADE,
    meeting_id INTEGER REFERENCES new_meetings (id) ON DELETE SET NULL,
    member_id INTEGER REFERENCES new_group_members (id) ON DELETE SET NULL,
    entry_date DATE NOT NULL,
    entry_type VARCHAR(20) NOT NULL CHECK (entry_type IN (
            'opening', 'saving', 'share', 'fine', 'share_out', 'expense', 'loan', 'repayment',
            'iga'
        )),
    direction VARCHAR(3) NOT NULL CHECK (direction IN ('in', 'out')),
    amount BIGINT NOT NULL CHECK (amount > 0),
    running_balance BIGINT,
    description TEXT NOT NULL,
    reference_number VARCHAR(50),
    recorded_by INTEGER REFERENCES new_users (id) ON DELETE SET NULL,
    approved_by INTEGER REFERENCES new_users (id) ON DELETE SET NULL,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    iga_activity_id INTEGER REFERENCES new_iga_activities (id) ON DELETE SET NULL,
    mobile_money_transaction_id INTEGER
        REFERENCES new_mobile_money_transactions (id) ON DELETE SET NULL
);

-- Shares of a member in one cycle.
CREATE TABLE new_member_shares (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    member_id INTEGER NOT NULL REFERENCES new_group_members (id) ON DELETE CASCADE,
    cycle_number SMALLINT NOT NULL DEFAULT 1 CHECK (cycle_number > 0),
    shares_owned INTEGER NOT NULL DEFAULT 0 CHECK (shares_owned >= 0),
    share_value BIGINT NOT NULL,
    total_value BIGINT GENERATED ALWAYS AS (shares_owned * share_value) STORED,
    last_purchase_date DATE,
    status VARCHAR(20) NOT NULL DEFAULT 'active'
        CHECK (status IN ('active', 'redeemed', 'transferred')),
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    UNIQUE (member_id, cycle_number)
);

-- Shares bought, paid back and handed on.
CREATE TABLE new_share_transactions (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    member_share_id INTEGER NOT NULL REFERENCES new_member_shares (id) ON DELETE CASCADE,
    meeting_id INTEGER REFERENCES new_meetings (id) ON DELETE SET NULL,
    -- Only for a transfer: who received the shares
    to_member_id INTEGER REFERENCES new_group_members (id) ON DELETE SET NULL,
    transaction_type VARCHAR(20) NOT NULL
        CHECK (transaction_type IN ('purchase', 'redemption', 'transfer')),
    shares INTEGER NOT NULL CHECK (shares > 0),
    unit_price BIGINT NOT NULL,
    transaction_date DATE NOT NULL DEFAULT CURRENT_DATE,
    recorded_by INTEGER REFERENCES new_users (id) ON DELETE SET NULL,
    notes TEXT,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);

-- The fund of a group divided among its members at the end of a cycle.
CREATE TABLE new_share_outs (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    group_id INTEGER NOT NULL REFERENCES new_savings_groups (id) ON DELETE CASCADE,
    meeting_id INTEGER REFERENCES new_meetings (id) ON DELETE SET NULL,
    cycle_number SMALLINT NOT NULL CHECK (cycle_number > 0),
    share_out_date DATE NOT NULL,
    total_fund BIGINT NOT NULL,
    total_shares BIGINT NOT NULL CHECK (total_shares > 0),
    value_per_share BIGINT NOT NULL,
    status VARCHAR(20) NOT NULL DEFAULT 'planned'
        CHECK (status IN ('planned', 'approved', 'paid', 'cancelled')),
    approved_by INTEGER REFERENCES new_users (id) ON DELETE SET NULL,
    approved_at TIMESTAMP,
    notes TEXT,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    UNIQUE (group_id, cycle_number)
);

-- What each member receives from a share-out, less what he or she owes.
CREATE TABLE new_share_out_payments (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    share_out_id INTEGER NOT NULL REFERENCES new_share_outs (id) ON DELETE CASCADE,
    member_id INTEGER NOT NULL REFERENCES new_group_members (id) ON DELETE CASCADE,
    shares INTEGER NOT NULL CHECK (shares >= 0),
    gross_amount BIGINT NOT NULL,
    loan_deduction BIGINT NOT NULL DEFAULT 0,
    fine_deduction BIGINT NOT NULL DEFAULT 0,
    net_amount BIGINT NOT NULL,
    payment_method VARCHAR(20) NOT NULL DEFAULT 'cash'
        CHECK (payment_method IN ('cash', 'mobile_money', 'bank')),
    paid_date DATE,
    paid_by INTEGER REFERENCES new_users (id) ON DELETE SET NULL,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    UNIQUE (share_out_id, member_id),
    CHECK (net_amount = gross_amount - loan_deduction - fine_deduction)
);

-- Whether a member can carry the loan that he or she asks for.
CREATE TABLE new_loan_assessments (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    member_id INTEGER NOT NULL REFERENCES new_group_members (id) ON DELETE CASCADE,
    assessed_by INTEGER REFERENCES new_users (id) ON DELETE SET NULL,
    assessment_date DATE NOT NULL DEFAULT CURRENT_DATE,
    requested_amount BIGINT NOT NULL CHECK (requested_amount > 0),
    recommended_amount BIGINT,
    purpose VARCHAR(100) NOT NULL,
    savings_score BIGINT CHECK (savings_score BETWEEN 0 AND 10000),
    attendance_score BIGINT CHECK (attendance_score BETWEEN 0 AND 10000),
    repayment_score BIGINT CHECK (repayment_score BETWEEN 0 AND 10000),
    risk_level VARCHAR(10) NOT NULL DEFAULT 'medium'
        CHECK (risk_level IN ('low', 'medium', 'high')),
    decision VARCHAR(20) NOT NULL DEFAULT 'pending'
        CHECK (decision IN ('pending', 'recommended', 'rejected')),
    comments TEXT,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);

-- Loans of a group to its members.
CREATE TABLE new_group_loans (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    group_id INTEGER NOT NULL REFERENCES new_savings_groups (id) ON DELETE CASCADE,
    member_id INTEGER NOT NULL REFERENCES new_group_members (id) ON DELETE CASCADE,
    assessment_id INTEGER REFERENCES new_loan_assessments (id) ON DELETE SET NULL,
    guarantor_member_id INTEGER REFERENCES new_group_members (id) ON DELETE SET NULL,
    loan_number VARCHAR(30) NOT NULL,
    purpose VARCHAR(100),
    principal_amount BIGINT NOT NULL CHECK (principal_amount > 0),
    interest_rate BIGINT NOT NULL DEFAULT 1000 CHECK (interest_rate >= 0),
    total_due BIGINT NOT NULL,
    amount_paid BIGINT NOT NULL DEFAULT 0,
    term_months SMALLINT NOT NULL DEFAULT 3 CHECK (term_months BETWEEN 1 AND 24),
    application_date DATE NOT NULL DEFAULT CURRENT_DATE,
    disbursement_date DATE,
    due_date DATE,
    status VARCHAR(20) NOT NULL DEFAULT 'applied'
        CHECK (status IN ('applied', 'approved', 'disbursed', 'repaid', 'defaulted')),
    approved_by INTEGER REFERENCES new_users (id) ON DELETE SET NULL,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    outstanding_balance BIGINT GENERATED ALWAYS AS (total_due - amount_paid) STORED,
    UNIQUE (group_id, loan_number),
    CHECK (guarantor_member_id <> member_id)
);

-- Installments of a loan, and what was paid of each.
CREATE TABLE new_loan_repayment_schedule (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    loan_id INTEGER NOT NULL REFERENCES new_group_loans (id) ON DELETE CASCADE,
    -- The meeting at which it was paid
    meeting_id INTEGER REFERENCES new_meetings (id) ON DELETE SET NULL,
    installment_number SMALLINT NOT NULL CHECK (installment_number > 0),
    due_date DATE NOT NULL,
    principal_due BIGINT NOT NULL,
    interest_due BIGINT NOT NULL DEFAULT 0,
    penalty_amount BIGINT NOT NULL DEFAULT 0,
    amount_paid BIGINT NOT NULL DEFAULT 0,
    paid_date DATE,
    status VARCHAR(20) NOT NULL DEFAULT 'pending'
        CHECK (status IN ('pending', 'partly_paid', 'paid', 'overdue')),
    received_by INTEGER REFERENCES new_users (id) ON DELETE SET NULL,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    UNIQUE (loan_id, installment_number)
);

-- Members who work or invest in an activity.
CREATE TABLE new_iga_participation (
    activity_id INTEGER NOT NULL REFERENCES new_iga_activities (id) ON DELETE CASCADE,
    member_id INTEGER NOT NULL REFERENCES new_group_members (id) ON DELETE CASCADE,
    participation_role VARCHAR(20) NOT NULL DEFAULT 'worker'
        CHECK (participation_role IN ('coordinator', 'worker', 'investor')),
    contribution_amount BIGINT NOT NULL DEFAULT 0,
    -- In percent; NULL where the profit is divided by hours worked
    profit_share BIGINT CHECK (profit_share BETWEEN 0 AND 10000),
    hours_worked BIGINT NOT NULL DEFAULT 0,
    joined_date DATE NOT NULL DEFAULT CURRENT_DATE,
    left_date DATE,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    PRIMARY KEY (activity_id, member_id),
    CHECK (left_date >= joined_date)
);

-- Income and expenses of an activity.
CREATE TABLE new_iga_cashflow (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    activity_id INTEGER NOT NULL REFERENCES new_iga_activities (id) ON DELETE CASCADE,
    flow_date DATE NOT NULL,
    flow_type VARCHAR(10) NOT NULL CHECK (flow_type IN ('income', 'expense')),
    category VARCHAR(50) NOT NULL,
    amount BIGINT NOT NULL CHECK (amount > 0),
    quantity BIGINT,
    unit VARCHAR(20),
    description TEXT,
    receipt_url VARCHAR(255),
    recorded_by INTEGER REFERENCES new_users (id) ON DELETE SET NULL,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);

-- Profit of an activity paid to those who take part.
CREATE TABLE new_iga_returns (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    activity_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    meeting_id INTEGER REFERENCES new_meetings (id) ON DELETE SET NULL,
    period_start DATE NOT NULL,
    period_end DATE NOT NULL,
    gross_amount BIGINT NOT NULL CHECK (gross_amount >= 0),
    deductions BIGINT NOT NULL DEFAULT 0,
    net_amount BIGINT GENERATED ALWAYS AS (gross_amount - deductions) STORED,
    payment_method VARCHAR(20) NOT NULL DEFAULT 'cash'
        CHECK (payment_method IN ('cash', 'mobile_money', 'bank', 'reinvested')),
    paid_date DATE,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    UNIQUE (activity_id, member_id, period_start),
    FOREIGN KEY (activity_id, member_id)
        REFERENCES new_iga_participation (activity_id, member_id) ON DELETE CASCADE,
    CHECK (period_end >= period_start)
);

-- Texts with placeholders, in each language.
CREATE TABLE new_document_templates (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    category_id INTEGER NOT NULL REFERENCES document_categories (id) ON DELETE RESTRICT,
    code VARCHAR(40) NOT NULL,
    language CHAR(2) NOT NULL DEFAULT 'en',
    title VARCHAR(150) NOT NULL,
    body TEXT NOT NULL,
    placeholders TEXT NOT NULL DEFAULT '[]' CHECK (json_type(placeholders) = 'array'),
    revision INTEGER NOT NULL DEFAULT 1,
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    created_by INTEGER REFERENCES new_users (id) ON DELETE SET NULL,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    UNIQUE (code, language, revision)
);

-- Files of a group or of one of its members.
CREATE TABLE new_documents (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    group_id INTEGER NOT NULL REFERENCES new_savings_groups (id) ON DELETE CASCADE,
    -- NULL: the document is the whole group's
    member_id INTEGER REFERENCES new_group_members (id) ON DELETE CASCADE,
    category_id INTEGER NOT NULL REFERENCES document_categories (id) ON DELETE RESTRICT,
    title VARCHAR(150) NOT NULL,
    file_name VARCHAR(255) NOT NULL,
    file_url TEXT NOT NULL,
    file_size BIGINT NOT NULL CHECK (file_size >= 0),
    mime_type VARCHAR(100) NOT NULL,
    checksum BLOB,
    labels TEXT NOT NULL DEFAULT '[]' CHECK (json_type(labels) = 'array'),
    status VARCHAR(20) NOT NULL DEFAULT 'draft'
        CHECK (status IN ('draft', 'submitted', 'verified', 'rejected')),
    issue_date DATE,
    expiry_date DATE,
    uploaded_by INTEGER REFERENCES new_users (id) ON DELETE SET NULL,
    verified_by INTEGER REFERENCES new_users (id) ON DELETE SET NULL,
    verified_at TIMESTAMP,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    template_id INTEGER REFERENCES new_document_templates (id) ON DELETE SET NULL,
    current_version INTEGER NOT NULL DEFAULT 1,
    CHECK (expiry_date > issue_date)
);

-- The provider's statement compared with our ledger, month by month.
CREATE TABLE new_mobile_money_reconciliations (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    account_id INTEGER NOT NULL REFERENCES new_mobile_money_accounts (id) ON DELETE CASCADE,
    period_start DATE NOT NULL,
    period_end DATE NOT NULL,
    statement_balance BIGINT NOT NULL,
    ledger_balance BIGINT NOT NULL,
    difference BIGINT GENERATED ALWAYS AS (statement_balance - ledger_balance) STORED,
    unmatched_count INTEGER NOT NULL DEFAULT 0,
    status VARCHAR(20) NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'balanced', 'disputed')),
    reconciled_by INTEGER REFERENCES new_users (id) ON DELETE SET NULL,
    reconciled_at TIMESTAMP,
    notes TEXT,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    UNIQUE (account_id, period_end),
    CHECK (period_end >= period_start)
);

-- A member's way to each achievement.
CREATE TABLE new_member_achievements (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    member_id INTEGER NOT NULL REFERENCES new_group_members (id) ON DELETE CASCADE,
    achievement_id INTEGER NOT NULL REFERENCES achievements (id) ON DELETE CASCADE,
    -- The meeting at which it was announced
    meeting_id INTEGER REFERENCES new_meetings (id) ON DELETE SET NULL,
    progress BIGINT NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 10000),
    earned_date DATE,
    times_earned SMALLINT NOT NULL DEFAULT 0,
    points_awarded INTEGER NOT NULL DEFAULT 0,
    awarded_by INTEGER REFERENCES new_users (id) ON DELETE SET NULL,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    UNIQUE (member_id, achievement_id)
);

-- Badges that members hold; a badge that someone holds cannot be deleted.
CREATE TABLE new_member_badges (
    member_id INTEGER NOT NULL REFERENCES new_group_members (id) ON DELETE CASCADE,
    badge_id INTEGER NOT NULL REFERENCES badges (id) ON DELETE RESTRICT,
    awarded_date DATE NOT NULL DEFAULT CURRENT_DATE,
    awarded_by INTEGER REFERENCES new_users (id) ON DELETE SET NULL,
    citation VARCHAR(255),
    is_displayed BOOLEAN NOT NULL DEFAULT TRUE,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    PRIMARY KEY (member_id, badge_id)
);

-- Standing of the members of a group, period by period.
CREATE TABLE new_leaderboard (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    group_id INTEGER NOT NULL REFERENCES new_savings_groups (id) ON DELETE CASCADE,
    member_id INTEGER NOT NULL REFERENCES new_group_members (id) ON DELETE CASCADE,
    period VARCHAR(10) NOT NULL CHECK (period IN ('month', 'quarter', 'cycle')),
    period_start DATE NOT NULL,
    position SMALLINT NOT NULL CHECK (position > 0),
    previous_position SMALLINT,
    points BIGINT NOT NULL DEFAULT 0,
    savings_score BIGINT,
    attendance_score BIGINT,
    repayment_score BIGINT,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    UNIQUE (member_id, period, period_start)
);

-- Key figures of a group on one day.
CREATE TABLE new_analytics_snapshots (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    group_id INTEGER NOT NULL REFERENCES new_savings_groups (id) ON DELETE CASCADE,
    snapshot_date DATE NOT NULL,
    snapshot_type VARCHAR(10) NOT NULL DEFAULT 'month'
        CHECK (snapshot_type IN ('day', 'month', 'cycle')),
    members_count INTEGER NOT NULL,
    active_members_count INTEGER NOT NULL,
    total_savings BIGINT NOT NULL DEFAULT 0,
    total_loans_outstanding BIGINT NOT NULL DEFAULT 0,
    total_fines BIGINT NOT NULL DEFAULT 0,
    average_attendance BIGINT,
    loan_default_rate BIGINT,
    metrics TEXT CHECK (json_type(metrics) = 'object'),
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    UNIQUE (group_id, snapshot_type, snapshot_date),
    CHECK (active_members_count BETWEEN 0 AND members_count)
);

-- Reports that were asked for, and their files.
CREATE TABLE new_generated_reports (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    -- NULL: a report over all groups
    group_id INTEGER REFERENCES new_savings_groups (id) ON DELETE CASCADE,
    requested_by INTEGER REFERENCES new_users (id) ON DELETE SET NULL,
    report_type VARCHAR(40) NOT NULL,
    title VARCHAR(150) NOT NULL,
    format VARCHAR(10) NOT NULL DEFAULT 'pdf' CHECK (format IN ('pdf', 'xlsx', 'csv')),
    parameters TEXT NOT NULL DEFAULT '{}' CHECK (json_type(parameters) = 'object'),
    period_start DATE,
    period_end DATE,
    status VARCHAR(20) NOT NULL DEFAULT 'queued'
        CHECK (status IN ('queued', 'running', 'done', 'failed')),
    file_url TEXT,
    file_size BIGINT,
    error_message TEXT,
    started_at TIMESTAMP,
    finished_at TIMESTAMP,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    CHECK (period_end >= period_start)
);

-- Key figures of a member.
CREATE TABLE new_member_analytics (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    member_id INTEGER NOT NULL REFERENCES new_group_members (id) ON DELETE CASCADE,
    period_start DATE NOT NULL,
    period_end DATE NOT NULL,
    total_savings BIGINT NOT NULL DEFAULT 0,
    total_withdrawals BIGINT NOT NULL DEFAULT 0,
    total_fines BIGINT NOT NULL DEFAULT 0,
    loans_taken INTEGER NOT NULL DEFAULT 0,
    loans_repaid INTEGER NOT NULL DEFAULT 0,
    attendance_percentage BIGINT,
    -- Coefficient of variation of the monthly deposits; 0 is perfectly regular
    savings_consistency DOUBLE PRECISION,
    credit_score SMALLINT CHECK (credit_score BETWEEN 300 AND 850),
    calculated_at TIMESTAMP,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    UNIQUE (member_id, period_start)
);

-- Every file that a document ever had; written once, never edited.
CREATE TABLE new_document_versions (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    document_id INTEGER NOT NULL REFERENCES new_documents (id) ON DELETE CASCADE,
    version_number INTEGER NOT NULL CHECK (version_number > 0),
    file_url TEXT NOT NULL,
    file_size BIGINT NOT NULL,
    checksum BLOB,
    change_summary VARCHAR(255),
    uploaded_by INTEGER REFERENCES new_users (id) ON DELETE SET NULL,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    UNIQUE (document_id, version_number)
);

-- Who has to approve a version of a document, and what was decided.
CREATE TABLE new_document_approvals (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    document_version_id INTEGER NOT NULL REFERENCES new_document_versions (id) ON DELETE CASCADE,
    approver_id INTEGER NOT NULL REFERENCES new_users (id) ON DELETE CASCADE,
    step_number SMALLINT NOT NULL DEFAULT 1,
    decision VARCHAR(20) NOT NULL DEFAULT 'pending'
        CHECK (decision IN ('pending', 'approved', 'rejected')),
    decided_at TIMESTAMP,
    comments TEXT,
    due_date DATE,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    UNIQUE (document_version_id, step_number),
    CHECK (decision = 'pending' OR decided_at IS NOT NULL)
);

-- Who changed what; only ever added to.
CREATE TABLE new_audit_log (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    user_id INTEGER REFERENCES new_users (id) ON DELETE SET NULL,
    session_id CHAR(36) REFERENCES new_user_sessions (id) ON DELETE SET NULL,
    action VARCHAR(20) NOT NULL CHECK (action IN ('insert', 'update', 'delete', 'login', 'export')),
    table_name VARCHAR(63),
    record_id BIGINT,
    old_values TEXT CHECK (json_type(old_values) = 'object'),
    new_values TEXT CHECK (json_type(new_values) = 'object'),
    ip_address VARCHAR(45),
    user_agent TEXT,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    request_id CHAR(36)
);

-- No id is given twice, not even that of a row that has gone.
INSERT INTO sqlite_sequence (name, seq)
SELECT CASE name WHEN 'fines' THEN 'new_member_fines' ELSE 'new_' || name END, seq
FROM sqlite_sequence
WHERE name IN (
    'analytics_snapshots', 'audit_log', 'document_approvals', 'document_templates',
    'document_versions', 'documents', 'fine_types', 'fines', 'generated_reports',
    'group_cashbook', 'group_loans', 'group_members', 'iga_activities', 'iga_cashflow',
    'iga_returns', 'leaderboard', 'loan_assessments', 'loan_repayment_schedule',
    'meeting_activities', 'meetings', 'member_achievements',
    'member_activity_participation', 'member_analytics', 'member_savings',
    'member_shares', 'mobile_money_accounts', 'mobile_money_reconciliations',
    'mobile_money_transactions', 'notifications', 'permissions', 'saving_transactions',
    'savings_groups', 'service_providers', 'services', 'share_out_payments', 'share_outs',
    'share_transactions', 'users'
);

INSERT INTO new_users (
    id, username, email, phone_number, password_hash, role, preferred_language, is_active,
    failed_login_count, last_login_at, created_date, updated_date, first_name, last_name
)
SELECT
    id, username, email, phone, password_hash, role, preferred_language,
    COALESCE(is_active, TRUE),
    failed_login_count, last_login_at,
    COALESCE(created_at, modified_on, CURRENT_TIMESTAMP),
    COALESCE(modified_on, created_at, CURRENT_TIMESTAMP),
    substr(trim(full_name), 1, min(100, instr(trim(full_name) || ' ', ' ') - 1)),
    substr(trim(substr(trim(full_name), instr(trim(full_name) || ' ', ' '))), 1, 100)
FROM users;

INSERT INTO new_user_sessions (
    id, user_id, token_hash, ip_address, user_agent, last_seen_at, expires_at, revoked_at,
    created_date, updated_date
)
SELECT
    id, user_id, token_hash, ip_address, user_agent, last_seen_at, expires_at, revoked_at,
    created_date, updated_date
FROM sessions;

INSERT INTO new_services (
    id, code, name, description, category, support_contact, base_url, settings,
    display_order, is_active, created_date, updated_date
)
SELECT
    id, code, name, description, category, contact, base_url, settings, display_order,
    is_active, created_date, updated_date
FROM services;

INSERT INTO new_permissions (
    id, service_id, code, name, description, is_sensitive, created_date, updated_date
)
SELECT
    id, service_id, code, name, description, is_sensitive, created_date, updated_date
FROM permissions;

INSERT INTO new_user_permissions (
    user_id, permission_id, granted_by, expires_on, created_date, updated_date
)
SELECT
    user_id, permission_id, granted_by, expires_on, created_date, updated_date
FROM user_permissions
WHERE user_id IS NOT NULL AND permission_id IS NOT NULL;

INSERT INTO new_savings_groups (
    id, name, group_code, description, country, district, parish, village, formation_date,
    meeting_frequency, chair_member_id, treasurer_member_id, secretary_member_id,
    members_count, status, created_by, created_date, updated_date, cycle_start_date,
    cycle_end_date, cycle_status, share_value, savings_balance, loan_balance,
    loan_fund_balance, constitution_document_url, registration_certificate_url,
    is_registered, registration_number, registration_date
)
SELECT
    id, name, group_code, description, country,
    COALESCE(district, 'Unknown'),
    COALESCE(parish, 'Unknown'),
    COALESCE(village, 'Unknown'),
    formation_date, meeting_frequency, chair_member_id, treasurer_member_id,
    secretary_member_id,
    (SELECT count(*) FROM group_members WHERE group_id = savings_groups.id),
    status,
    COALESCE(created_by, (SELECT id FROM users ORDER BY role <> 'admin', id LIMIT 1)),
    COALESCE(created_at, updated_at, CURRENT_TIMESTAMP),
    COALESCE(updated_at, created_at, CURRENT_TIMESTAMP),
    cycle_start_date, cycle_end_date, cycle_status, share_value, savings_balance,
    loan_balance, loan_fund_balance, constitution_document_url, registration_certificate_url,
    is_registered, registration_number, registration_date
FROM savings_groups;

INSERT INTO new_notifications (
    id, user_id, notification_type, channel, title, body, payload, is_read, sent_at,
    read_at, created_date, updated_date, group_id
)
SELECT
    id, user_id, notification_type, channel, title, body,
    NULLIF(trim(payload), ''),
    is_read, sent_at, read_at, created_date, updated_date, group_id
FROM notifications;

INSERT INTO new_group_members (
    id, group_id, user_id, member_number, id_number, date_of_birth, gender, occupation,
    phone_number, email, member_role, status, joined_date, left_date, created_date,
    updated_date, first_name, last_name, share_balance, total_contributions,
    is_eligible_for_loans, attendance_percentage, total_points
)
SELECT
    id, group_id, user_id, member_number, national_id, date_of_birth,
    CASE
        WHEN gender LIKE 'f%' THEN 'female'
        WHEN gender LIKE 'm%' THEN 'male'
        WHEN gender LIKE 'o%' THEN 'other'
        ELSE 'unknown'
    END,
    occupation, phone, email, member_role, status, joined_date, left_date,
    COALESCE(created_at, updated_at, CURRENT_TIMESTAMP),
    COALESCE(updated_at, created_at, CURRENT_TIMESTAMP),
    COALESCE(first_name, substr(trim(name), 1, min(50, instr(trim(name) || ' ', ' ') - 1)), ''),
    COALESCE(
        CASE WHEN first_name IS NULL AND name IS NOT NULL
            THEN substr(trim(substr(trim(name), instr(trim(name) || ' ', ' '))), 1, 50)
            ELSE last_name
        END,
        ''
    ),
    share_balance, total_contributions,
    COALESCE(is_eligible_for_loans, FALSE),
    attendance_percentage, total_points
FROM group_members;

INSERT INTO new_meetings (
    id, group_id, meeting_number, meeting_date, meeting_time, meeting_type, status,
    location, latitude, longitude, scheduled_by, recorded_by, agenda, decisions_made,
    action_items, total_members, members_present, quorum_met, total_savings_collected,
    total_fines_collected, created_date, updated_date, total_loan_repayments, minutes
)
SELECT
    id, group_id,
    row_number() OVER (PARTITION BY group_id ORDER BY meeting_date, id),
    meeting_date, meeting_time, meeting_type, status, venue, latitude, longitude,
    scheduled_by, recorder_id, agenda, decisions_made, action_items, total_members,
    members_present, quorum_met, total_savings_collected, total_fines_collected,
    COALESCE(created_at, updated_at, CURRENT_TIMESTAMP),
    COALESCE(updated_at, created_at, CURRENT_TIMESTAMP),
    total_loan_repayments,
    (SELECT content FROM meeting_minutes WHERE meeting_id = meetings.id)
FROM meetings;

INSERT INTO new_meeting_activities (
    id, meeting_id, activity_type, title, description, sequence_number, start_time,
    end_time, amount_collected, led_by, is_completed, created_date, updated_date
)
SELECT
    id, meeting_id, activity_type, title, description, sequence_number, start_time,
    end_time, amount_collected, led_by, is_completed, created_date, updated_date
FROM meeting_activities;

INSERT INTO new_member_activity_participation (
    id, activity_id, member_id, participation_type, amount, remarks, recorded_by,
    created_date, updated_date
)
SELECT
    id, meeting_activity_id, member_id, participation_type, amount, remarks, recorded_by,
    created_date, updated_date
FROM member_activity_participation;

INSERT INTO new_fine_types (
    id, group_id, name, description, default_amount, is_active, created_date, updated_date
)
SELECT
    id, group_id, name, description, amount, is_active, created_date, updated_date
FROM fine_types;

INSERT INTO new_member_fines (
    id, member_id, fine_type_id, meeting_id, amount, reason, issued_date, due_date,
    status, paid_date, waived_by, waiver_reason, created_date, updated_date, paid_amount
)
SELECT
    id, member_id, fine_type_id, meeting_id, amount, reason, issued_date, due_date, status,
    paid_date, waived_by, waiver_reason, created_date, updated_date,
    CASE status WHEN 'paid' THEN amount ELSE 0 END
FROM fines;

INSERT INTO new_meeting_attendance (
    meeting_id, member_id, attendance_status, arrival_time, excuse_reason, recorded_by,
    created_date, updated_date, fine_id
)
SELECT
    meeting_id, member_id,
    CASE
        WHEN is_present THEN 'present'
        WHEN excuse_reason IS NOT NULL THEN 'excused'
        ELSE 'absent'
    END,
    arrival_time, excuse_reason, recorded_by, created_date, updated_date, fine_id
FROM meeting_attendance;

INSERT INTO new_member_savings (
    id, member_id, saving_type_id, current_balance, target_amount, target_date,
    opened_date, last_transaction_date, status, created_date, updated_date
)
SELECT
    id, member_id, saving_type_id, balance, target_amount, target_date, opened_date,
    last_transaction_date, status, created_date, updated_date
FROM member_savings;

INSERT INTO new_service_providers (
    id, service_id, code, name, provider_type, country, support_contact, phone_number,
    api_base_url, settings, is_active, created_date, updated_date
)
SELECT
    id, service_id, code, name, provider_type, country, contact, phone, api_base_url,
    settings, is_active, created_date, updated_date
FROM service_providers;

INSERT INTO new_mobile_money_accounts (
    id, group_id, member_id, phone_number, account_label, currency, balance, is_primary,
    status, verified_by, verified_at, last_synced_at, created_date, updated_date,
    provider_id
)
SELECT
    id, group_id, member_id, phone, account_label, currency, balance, is_primary, status,
    verified_by, verified_at, last_synced_at, created_date, updated_date,
    (SELECT id FROM service_providers WHERE code = mobile_money_accounts.provider)
FROM mobile_money_accounts;

INSERT INTO new_mobile_money_transactions (
    id, account_id, transaction_type, amount, fee, counterparty_phone_number,
    external_reference, status, failure_reason, provider_response, initiated_by,
    initiated_at, completed_at, created_date, updated_date
)
SELECT
    id, account_id, transaction_type, amount, fee, counterparty_phone, external_reference,
    status, failure_reason,
    NULLIF(trim(response), ''),
    initiated_by, initiated_at, completed_at, created_date, updated_date
FROM mobile_money_transactions;

INSERT INTO new_saving_transactions (
    id, member_saving_id, meeting_id, transaction_type, amount, transaction_date,
    payment_method, reference_number, notes, recorded_by, verified_by, verified_at,
    created_date, updated_date, mobile_money_transaction_id
)
SELECT
    id, member_saving_id, meeting_id, transaction_type, amount, transaction_date,
    COALESCE(payment_method, 'cash'),
    reference, notes, recorded_by, verified_by, verified_at, created_date, updated_date,
    mobile_money_transaction_id
FROM saving_transactions;

INSERT INTO new_iga_activities (
    id, group_id, name, activity_type, description, products, start_date, end_date,
    initial_capital, expected_return, location, latitude, longitude, status, created_date,
    updated_date, coordinator_member_id
)
SELECT
    id, group_id, name, activity_type, description, products, start_date, end_date,
    initial_capital, expected_return, location, latitude, longitude, status, created_date,
    updated_date,
    (
        SELECT min(group_members.id)
        FROM group_members
        WHERE group_members.group_id = iga_activities.group_id
          AND lower(trim(COALESCE(first_name, '') || ' ' || COALESCE(last_name, '')))
            = lower(trim(iga_activities.coordinator))
    )
FROM iga_activities;

INSERT INTO new_group_cashbook (
    id, group_id, meeting_id, member_id, entry_date, entry_type, direction, amount,
    running_balance, description, reference_number, recorded_by, approved_by,
    created_date, updated_date, iga_activity_id, mobile_money_transaction_id
)
SELECT
    id, group_id, meeting_id, member_id, entry_date, entry_type, direction, amount,
    running_balance, description, reference_number, recorded_by, approved_by,
    created_date, updated_date, iga_activity_id, mobile_money_transaction_id
FROM group_cashbook;

INSERT INTO new_member_shares (
    id, member_id, cycle_number, shares_owned, share_value, last_purchase_date, status,
    created_date, updated_date
)
SELECT
    id, member_id, cycle_number, shares_owned, share_value, last_purchase_date, status,
    created_date, updated_date
FROM member_shares;

INSERT INTO new_share_transactions (
    id, member_share_id, meeting_id, to_member_id, transaction_type, shares, unit_price,
    transaction_date, recorded_by, notes, created_date, updated_date
)
SELECT
    id, member_share_id, meeting_id, to_member_id, transaction_type, shares, unit_price,
    transaction_date, recorded_by, notes, created_date, updated_date
FROM share_transactions;

INSERT INTO new_share_outs (
    id, group_id, meeting_id, cycle_number, share_out_date, total_fund, total_shares,
    value_per_share, status, approved_by, approved_at, notes, created_date, updated_date
)
SELECT
    id, group_id, meeting_id, cycle_number, share_out_date, total_fund, total_shares,
    COALESCE(
        value_per_share,
        sign(total_fund) * ((2 * abs(total_fund) + total_shares) / (2 * total_shares))
    ),
    status, approved_by, approved_at, notes, created_date, updated_date
FROM share_outs;

INSERT INTO new_share_out_payments (
    id, share_out_id, member_id, shares, gross_amount, loan_deduction, fine_deduction,
    net_amount, payment_method, paid_date, paid_by, created_date, updated_date
)
SELECT
    id, share_out_id, member_id, shares, gross_amount, loan_deduction, fine_deduction,
    net_amount, payment_method, paid_date, paid_by, created_date, updated_date
FROM share_out_payments;

INSERT INTO new_loan_assessments (
    id, member_id, assessed_by, assessment_date, requested_amount, recommended_amount,
    purpose, savings_score, attendance_score, repayment_score, risk_level, decision,
    comments, created_date, updated_date
)
SELECT
    id, member_id, assessed_by, assessment_date, requested_amount, recommended_amount,
    purpose, savings_score, attendance_score, repayment_score,
    CASE WHEN risk_level IN ('low', 'medium', 'high') THEN risk_level ELSE 'medium' END,
    decision, comments, created_date, updated_date
FROM loan_assessments;

INSERT INTO new_group_loans (
    id, group_id, member_id, assessment_id, guarantor_member_id, loan_number, purpose,
    principal_amount, interest_rate, total_due, amount_paid, term_months,
    application_date, disbursement_date, due_date, status, approved_by, created_date,
    updated_date
)
SELECT
    id, group_id, member_id, assessment_id, guarantor_member_id, loan_number, purpose,
    principal, interest_rate, total_due, amount_paid, term_months, application_date,
    disbursement_date, due_date, status, approved_by, created_date, updated_date
FROM group_loans;

INSERT INTO new_loan_repayment_schedule (
    id, loan_id, meeting_id, installment_number, due_date, principal_due, interest_due,
    penalty_amount, amount_paid, paid_date, status, received_by, created_date,
    updated_date
)
SELECT
    id, loan_id, meeting_id,
    row_number() OVER (PARTITION BY loan_id ORDER BY due_date, id),
    due_date, principal_due, interest_due,
    COALESCE(penalty_amount, 0),
    amount_paid, paid_date, status, received_by, created_date, updated_date
FROM loan_repayment_schedule;

INSERT INTO new_iga_participation (
    activity_id, member_id, participation_role, contribution_amount, profit_share,
    hours_worked, joined_date, left_date, created_date, updated_date
)
SELECT
    activity_id, member_id, participation_role, contribution_amount, profit_share,
    hours_worked, joined_date, left_date, created_date, updated_date
FROM iga_participation;

INSERT INTO new_iga_cashflow (
    id, activity_id, flow_date, flow_type, category, amount, quantity, unit, description,
    receipt_url, recorded_by, created_date, updated_date
)
SELECT
    id, activity_id, flow_date, flow_type, category, amount, quantity, unit, description,
    receipt_url, recorded_by, created_date, updated_date
FROM iga_cashflow;

INSERT INTO new_iga_returns (
    id, activity_id, member_id, meeting_id, period_start, period_end, gross_amount,
    deductions, payment_method, paid_date, created_date, updated_date
)
SELECT
    id, activity_id, member_id, meeting_id, period_start, period_end, gross_amount,
    deductions, payment_method, paid_date, created_date, updated_date
FROM iga_returns;

INSERT INTO new_document_templates (
    id, category_id, code, language, title, body, placeholders, revision, is_active,
    created_by, created_date, updated_date
)
SELECT
    id, category_id, code, language, title, body, placeholders, revision, is_active,
    created_by, created_date, updated_date
FROM document_templates;

INSERT INTO new_documents (
    id, group_id, member_id, category_id, title, file_name, file_url, file_size,
    mime_type, checksum, labels, status, issue_date, expiry_date, uploaded_by,
    verified_by, verified_at, created_date, updated_date, template_id, current_version
)
SELECT
    id, group_id, member_id, category_id, title, file_name, file_url, file_size, mime_type,
    checksum,
    COALESCE(labels, '[]'),
    status, issue_date, expiry_date, uploaded_by, verified_by, verified_at, created_date,
    updated_date, template_id, current_version
FROM documents;

INSERT INTO new_mobile_money_reconciliations (
    id, account_id, period_start, period_end, statement_balance, ledger_balance,
    unmatched_count, status, reconciled_by, reconciled_at, notes, created_date,
    updated_date
)
SELECT
    id, account_id, period_start, period_end, statement_balance, ledger_balance,
    unmatched_count, status, reconciled_by, reconciled_at, notes, created_date,
    updated_date
FROM mobile_money_reconciliations;

INSERT INTO new_member_achievements (
    id, member_id, achievement_id, meeting_id, progress, earned_date, times_earned,
    points_awarded, awarded_by, created_date, updated_date
)
SELECT
    id, member_id, achievement_id, meeting_id, progress, earned_date, times_earned,
    points_awarded, awarded_by, created_date, updated_date
FROM member_achievements;

INSERT INTO new_member_badges (
    member_id, badge_id, awarded_date, awarded_by, citation, is_displayed, created_date,
    updated_date
)
SELECT
    member_id, badge_id, awarded_date, awarded_by, citation, is_displayed, created_date,
    updated_date
FROM member_badges;

INSERT INTO new_leaderboard (
    id, group_id, member_id, period, period_start, position, previous_position, points,
    savings_score, attendance_score, repayment_score, created_date, updated_date
)
SELECT
    id, group_id, member_id, period, period_start, position, previous_position, points,
    savings_score, attendance_score, repayment_score, created_date, updated_date
FROM leaderboard
WHERE id IN (SELECT max(id) FROM leaderboard GROUP BY member_id, period, period_start);

INSERT INTO new_analytics_snapshots (
    id, group_id, snapshot_date, snapshot_type, members_count, active_members_count,
    total_savings, total_loans_outstanding, total_fines, average_attendance,
    loan_default_rate, metrics, created_date, updated_date
)
SELECT
    id, group_id, snapshot_date, snapshot_type, members_count, active_members_count,
    total_savings, total_loans_outstanding, total_fines, average_attendance,
    loan_default_rate, metrics, created_date, updated_date
FROM analytics_snapshots;

INSERT INTO new_generated_reports (
    id, group_id, requested_by, report_type, title, format, parameters, period_start,
    period_end, status, file_url, file_size, error_message, started_at, finished_at,
    created_date, updated_date
)
SELECT
    id, group_id, requested_by, report_type, title, format, parameters, period_start,
    period_end, status, file_url, file_size, error_message, started_at, finished_at,
    created_date, updated_date
FROM generated_reports;

INSERT INTO new_member_analytics (
    id, member_id, period_start, period_end, total_savings, total_withdrawals,
    total_fines, loans_taken, loans_repaid, attendance_percentage, savings_consistency,
    credit_score, calculated_at, created_date, updated_date
)
SELECT
    id, member_id,
    COALESCE(period_start, date(created_date, 'start of month')),
    COALESCE(period_end, date(created_date, 'start of month', '+1 month', '-1 day')),
    total_savings, total_withdrawals, total_fines, loans_taken, loans_repaid,
    attendance_percentage, savings_consistency, credit_score, calculated_at, created_date,
    updated_date
FROM member_analytics;

INSERT INTO new_document_versions (
    id, document_id, version_number, file_url, file_size, checksum, change_summary,
    uploaded_by, created_date
)
SELECT
    id, document_id, version_number, file_url, file_size, checksum, change_summary,
    uploaded_by, created_date
FROM document_versions;

INSERT INTO new_document_approvals (
    id, document_version_id, approver_id, step_number, decision, decided_at, comments,
    due_date, created_date, updated_date
)
SELECT
    id, document_version_id, approver_id, step_number, decision, decided_at, comments,
    due_date, created_date, updated_date
FROM document_approvals;

INSERT INTO new_audit_log (
    id, user_id, session_id, action, table_name, record_id, old_values, new_values,
    ip_address, user_agent, created_date
)
SELECT
    id, user_id, session_id, action, table_name, record_id, old_values, new_values,
    ip_address, user_agent,
    COALESCE(created_at, CURRENT_TIMESTAMP)
FROM audit_log;

DROP TABLE audit_log;
DROP TABLE document_approvals;
DROP TABLE document_versions;
DROP TABLE service_providers;
DROP TABLE member_analytics;
DROP TABLE generated_reports;
DROP TABLE analytics_snapshots;
DROP TABLE leaderboard;
DROP TABLE member_badges;
DROP TABLE member_achievements;
DROP TABLE mobile_money_reconciliations;
DROP TABLE documents;
DROP TABLE document_templates;
DROP TABLE iga_returns;
DROP TABLE iga_cashflow;
DROP TABLE iga_participation;
DROP TABLE loan_repayment_schedule;
DROP TABLE group_loans;
DROP TABLE loan_assessments;
DROP TABLE share_out_payments;
DROP TABLE share_outs;
DROP TABLE share_transactions;
DROP TABLE member_shares;
DROP TABLE group_cashbook;
DROP TABLE iga_activities;
DROP TABLE saving_transactions;
DROP TABLE mobile_money_transactions;
DROP TABLE mobile_money_accounts;
DROP TABLE member_savings;
DROP TABLE meeting_attendance;
DROP TABLE fines;
DROP TABLE fine_types;
DROP TABLE member_activity_participation;
DROP TABLE meeting_activities;
DROP TABLE meeting_minutes;
DROP TABLE meetings;
DROP TABLE group_members;
DROP TABLE notifications;
DROP TABLE savings_groups;
DROP TABLE user_permissions;
DROP TABLE permissions;
DROP TABLE services;
DROP TABLE sessions;
DROP TABLE users;

ALTER TABLE new_users RENAME TO users;
ALTER TABLE new_user_sessions RENAME TO user_sessions;
ALTER TABLE new_services RENAME TO services;
ALTER TABLE new_permissions RENAME TO permissions;
ALTER TABLE new_user_permissions RENAME TO user_permissions;
ALTER TABLE new_savings_groups RENAME TO savings_groups;
ALTER TABLE new_notifications RENAME TO notifications;
ALTER TABLE new_group_members RENAME TO group_members;
ALTER TABLE new_meetings RENAME TO meetings;
ALTER TABLE new_meeting_activities RENAME TO meeting_activities;
ALTER TABLE new_member_activity_participation RENAME TO member_activity_participation;
ALTER TABLE new_fine_types RENAME TO fine_types;
ALTER TABLE new_member_fines RENAME TO member_fines;
ALTER TABLE new_meeting_attendance RENAME TO meeting_attendance;
ALTER TABLE new_member_savings RENAME TO member_savings;
ALTER TABLE new_service_providers RENAME TO service_providers;
ALTER TABLE new_mobile_money_accounts RENAME TO mobile_money_accounts;
ALTER TABLE new_mobile_money_transactions RENAME TO mobile_money_transactions;
ALTER TABLE new_saving_transactions RENAME TO saving_transactions;
ALTER TABLE new_iga_activities RENAME TO iga_activities;
ALTER TABLE new_group_cashbook RENAME TO group_cashbook;
ALTER TABLE new_member_shares RENAME TO member_shares;
ALTER TABLE new_share_transactions RENAME TO share_transactions;
ALTER TABLE new_share_outs RENAME TO share_outs;
ALTER TABLE new_share_out_payments RENAME TO share_out_payments;
ALTER TABLE new_loan_assessments RENAME TO loan_assessments;
ALTER TABLE new_group_loans RENAME TO group_loans;
ALTER TABLE new_loan_repayment_schedule RENAME TO loan_repayment_schedule;
ALTER TABLE new_iga_participation RENAME TO iga_participation;
ALTER TABLE new_iga_cashflow RENAME TO iga_cashflow;
ALTER TABLE new_iga_returns RENAME TO iga_returns;
ALTER TABLE new_document_templates RENAME TO document_templates;
ALTER TABLE new_documents RENAME TO documents;
ALTER TABLE new_mobile_money_reconciliations RENAME TO mobile_money_reconciliations;
ALTER TABLE new_member_achievements RENAME TO member_achievements;
ALTER TABLE new_member_badges RENAME TO member_badges;
ALTER TABLE new_leaderboard RENAME TO leaderboard;
ALTER TABLE new_analytics_snapshots RENAME TO analytics_snapshots;
ALTER TABLE new_generated_reports RENAME TO generated_reports;
ALTER TABLE new_member_analytics RENAME TO member_analytics;
ALTER TABLE new_document_versions RENAME TO document_versions;
ALTER TABLE new_document_approvals RENAME TO document_approvals;
ALTER TABLE new_audit_log RENAME TO audit_log;

CREATE INDEX idx_user_sessions_user_id ON user_sessions (user_id);
CREATE INDEX idx_user_permissions_permission_id ON user_permissions (permission_id);
CREATE INDEX idx_user_permissions_granted_by ON user_permissions (granted_by);
CREATE INDEX idx_savings_groups_created_by ON savings_groups (created_by);
CREATE INDEX idx_savings_groups_chair_member_id ON savings_groups (chair_member_id);
CREATE INDEX idx_savings_groups_treasurer_member_id ON savings_groups (treasurer_member_id);
CREATE INDEX idx_savings_groups_secretary_member_id ON savings_groups (secretary_member_id);
CREATE INDEX idx_notifications_user_id ON notifications (user_id);
CREATE INDEX idx_notifications_unread ON notifications (user_id, created_date)
    WHERE NOT is_read;
CREATE INDEX idx_notifications_group_id ON notifications (group_id);
CREATE INDEX idx_group_members_user_id ON group_members (user_id);
CREATE INDEX idx_meetings_scheduled_by ON meetings (scheduled_by);
CREATE INDEX idx_meetings_recorded_by ON meetings (recorded_by);
CREATE INDEX idx_meetings_meeting_date ON meetings (meeting_date);
CREATE INDEX idx_meeting_activities_meeting_id ON meeting_activities (meeting_id);
CREATE INDEX idx_meeting_activities_led_by ON meeting_activities (led_by);
CREATE INDEX idx_member_activity_participation_member_id
    ON member_activity_participation (member_id);
CREATE INDEX idx_member_activity_participation_recorded_by
    ON member_activity_participation (recorded_by);
CREATE INDEX idx_member_fines_member_id ON member_fines (member_id);
CREATE INDEX idx_member_fines_fine_type_id ON member_fines (fine_type_id);
CREATE INDEX idx_member_fines_meeting_id ON member_fines (meeting_id);
CREATE INDEX idx_member_fines_waived_by ON member_fines (waived_by);
CREATE INDEX idx_meeting_attendance_member_id ON meeting_attendance (member_id);
CREATE INDEX idx_meeting_attendance_recorded_by ON meeting_attendance (recorded_by);
CREATE INDEX idx_meeting_attendance_fine_id ON meeting_attendance (fine_id);
CREATE INDEX idx_member_savings_saving_type_id ON member_savings (saving_type_id);
CREATE INDEX idx_service_providers_service_id ON service_providers (service_id);
CREATE INDEX idx_mobile_money_accounts_group_id ON mobile_money_accounts (group_id);
CREATE INDEX idx_mobile_money_accounts_member_id ON mobile_money_accounts (member_id);
CREATE INDEX idx_mobile_money_accounts_verified_by ON mobile_money_accounts (verified_by);
CREATE UNIQUE INDEX idx_mobile_money_accounts_primary ON mobile_money_accounts (group_id)
    WHERE is_primary AND member_id IS NULL;
CREATE INDEX idx_mobile_money_transactions_account_id ON mobile_money_transactions (account_id);
CREATE INDEX idx_mobile_money_transactions_initiated_by ON mobile_money_transactions (initiated_by);
CREATE INDEX idx_saving_transactions_member_saving_id ON saving_transactions (member_saving_id);
CREATE INDEX idx_saving_transactions_meeting_id ON saving_transactions (meeting_id);
CREATE INDEX idx_saving_transactions_recorded_by ON saving_transactions (recorded_by);
CREATE INDEX idx_saving_transactions_verified_by ON saving_transactions (verified_by);
CREATE INDEX idx_saving_transactions_transaction_date ON saving_transactions (transaction_date);
CREATE INDEX idx_saving_transactions_mobile_money_transaction_id
    ON saving_transactions (mobile_money_transaction_id);
CREATE INDEX idx_iga_activities_group_id ON iga_activities (group_id);
CREATE INDEX idx_iga_activities_coordinator_member_id ON iga_activities (coordinator_member_id);
CREATE INDEX idx_group_cashbook_group_id ON group_cashbook (group_id);
CREATE INDEX idx_group_cashbook_meeting_id ON group_cashbook (meeting_id);
CREATE INDEX idx_group_cashbook_member_id ON group_cashbook (member_id);
CREATE INDEX idx_group_cashbook_recorded_by ON group_cashbook (recorded_by);
CREATE INDEX idx_group_cashbook_approved_by ON group_cashbook (approved_by);
CREATE INDEX idx_group_cashbook_iga_activity_id ON group_cashbook (iga_activity_id);
CREATE INDEX idx_group_cashbook_mobile_money_transaction_id
    ON group_cashbook (mobile_money_transaction_id);
CREATE INDEX idx_share_transactions_member_share_id ON share_transactions (member_share_id);
CREATE INDEX idx_share_transactions_meeting_id ON share_transactions (meeting_id);
CREATE INDEX idx_share_transactions_to_member_id ON share_transactions (to_member_id);
CREATE INDEX idx_share_transactions_recorded_by ON share_transactions (recorded_by);
CREATE INDEX idx_share_outs_meeting_id ON share_outs (meeting_id);
CREATE INDEX idx_share_outs_approved_by ON share_outs (approved_by);
CREATE INDEX idx_share_out_payments_member_id ON share_out_payments (member_id);
CREATE INDEX idx_share_out_payments_paid_by ON share_out_payments (paid_by);
CREATE INDEX idx_loan_assessments_member_id ON loan_assessments (member_id);
CREATE INDEX idx_loan_assessments_assessed_by ON loan_assessments (assessed_by);
CREATE INDEX idx_group_loans_member_id ON group_loans (member_id);
CREATE INDEX idx_group_loans_assessment_id ON group_loans (assessment_id);
CREATE INDEX idx_group_loans_guarantor_member_id ON group_loans (guarantor_member_id);
CREATE INDEX idx_group_loans_approved_by ON group_loans (approved_by);
CREATE INDEX idx_loan_repayment_schedule_meeting_id ON loan_repayment_schedule (meeting_id);
CREATE INDEX idx_loan_repayment_schedule_received_by ON loan_repayment_schedule (received_by);
CREATE INDEX idx_loan_repayment_schedule_due_date ON loan_repayment_schedule (due_date)
    WHERE status <> 'paid';
CREATE INDEX idx_iga_participation_member_id ON iga_participation (member_id);
CREATE INDEX idx_iga_cashflow_activity_id ON iga_cashflow (activity_id);
CREATE INDEX idx_iga_cashflow_recorded_by ON iga_cashflow (recorded_by);
CREATE INDEX idx_iga_returns_meeting_id ON iga_returns (meeting_id);
CREATE INDEX idx_document_templates_category_id ON document_templates (category_id);
CREATE INDEX idx_document_templates_created_by ON document_templates (created_by);
CREATE INDEX idx_documents_group_id ON documents (group_id);
CREATE INDEX idx_documents_member_id ON documents (member_id);
CREATE INDEX idx_documents_category_id ON documents (category_id);
CREATE INDEX idx_documents_uploaded_by ON documents (uploaded_by);
CREATE INDEX idx_documents_verified_by ON documents (verified_by);
CREATE INDEX idx_documents_template_id ON documents (template_id);
CREATE INDEX idx_mobile_money_reconciliations_reconciled_by
    ON mobile_money_reconciliations (reconciled_by);
CREATE INDEX idx_member_achievements_achievement_id ON member_achievements (achievement_id);
CREATE INDEX idx_member_achievements_meeting_id ON member_achievements (meeting_id);
CREATE INDEX idx_member_achievements_awarded_by ON member_achievements (awarded_by);
CREATE INDEX idx_member_badges_badge_id ON member_badges (badge_id);
CREATE INDEX idx_member_badges_awarded_by ON member_badges (awarded_by);
CREATE INDEX idx_leaderboard_group_id ON leaderboard (group_id);
CREATE INDEX idx_generated_reports_group_id ON generated_reports (group_id);
CREATE INDEX idx_generated_reports_requested_by ON generated_reports (requested_by);
CREATE INDEX idx_document_versions_uploaded_by ON document_versions (uploaded_by);
CREATE INDEX idx_document_approvals_approver_id ON document_approvals (approver_id);
CREATE INDEX idx_audit_log_user_id ON audit_log (user_id);
CREATE INDEX idx_audit_log_record ON audit_log (table_name, record_id);
CREATE INDEX idx_audit_log_session_id ON audit_log (session_id);

CREATE TRIGGER group_members_count_insert AFTER INSERT ON group_members
BEGIN
    UPDATE savings_groups SET members_count = members_count + 1 WHERE id = NEW.group_id;
END;

CREATE TRIGGER group_members_count_delete AFTER DELETE ON group_members
BEGIN
    UPDATE savings_groups SET members_count = members_count - 1 WHERE id = OLD.group_id;
END;

CREATE TRIGGER saving_transactions_balance AFTER INSERT ON saving_transactions
BEGIN
    UPDATE member_savings
    SET current_balance = current_balance + CASE
            WHEN NEW.transaction_type IN ('deposit', 'interest') THEN NEW.amount
            ELSE -NEW.amount
        END,
        last_transaction_date = max(
            COALESCE(last_transaction_date, NEW.transaction_date), NEW.transaction_date
        )
    WHERE id = NEW.member_saving_id;
END;
