-- Phase 2: loans from the group's fund. Each is assessed, approved, and repaid by
-- a schedule.

ALTER TABLE savings_groups
    ADD COLUMN loan_balance NUMERIC(12,2) DEFAULT 0.00,
    ADD COLUMN loan_fund_balance NUMERIC(12,2);

COMMENT ON COLUMN savings_groups.loan_balance IS 'Lent out and not yet repaid';
COMMENT ON COLUMN savings_groups.loan_fund_balance IS 'Free to lend; unknown until the first count of the cash box';

ALTER TABLE group_members
    ADD COLUMN is_eligible_for_loans BOOLEAN DEFAULT FALSE;

-- Who has been a member for three months may borrow.
UPDATE group_members
SET is_eligible_for_loans = (status = 'active' AND joined_date <= CURRENT_DATE - 90);

ALTER TABLE meetings
    ADD COLUMN total_loan_repayments NUMERIC(12,2) NOT NULL DEFAULT 0.00;

CREATE TABLE loan_assessments (
    id SERIAL PRIMARY KEY,
    member_id INTEGER NOT NULL REFERENCES group_members (id) ON DELETE CASCADE,
    assessed_by INTEGER REFERENCES users (id) ON DELETE SET NULL,
    assessment_date DATE NOT NULL DEFAULT CURRENT_DATE,
    requested_amount NUMERIC(12,2) NOT NULL CHECK (requested_amount > 0),
    recommended_amount NUMERIC(12,2) NOT NULL,
    purpose VARCHAR(100) NOT NULL,
    savings_score NUMERIC(5,2) CHECK (savings_score BETWEEN 0 AND 100),
    attendance_score NUMERIC(5,2) CHECK (attendance_score BETWEEN 0 AND 100),
    repayment_score NUMERIC(5,2) CHECK (repayment_score BETWEEN 0 AND 100),
    risk_level VARCHAR(10),
    decision VARCHAR(20) NOT NULL DEFAULT 'pending'
        CHECK (decision IN ('pending', 'recommended', 'rejected')),
    comments TEXT,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);

CREATE INDEX idx_loan_assessments_member_id ON loan_assessments (member_id);
CREATE INDEX idx_loan_assessments_assessed_by ON loan_assessments (assessed_by);

COMMENT ON TABLE loan_assessments IS 'Whether a member can carry the loan that he or she asks for';

CREATE TABLE group_loans (
    id SERIAL PRIMARY KEY,
    group_id INTEGER NOT NULL REFERENCES savings_groups (id) ON DELETE CASCADE,
    member_id INTEGER NOT NULL REFERENCES group_members (id) ON DELETE CASCADE,
    assessment_id INTEGER REFERENCES loan_assessments (id) ON DELETE SET NULL,
    guarantor_member_id INTEGER REFERENCES group_members (id) ON DELETE SET NULL,
    loan_number VARCHAR(20) NOT NULL,
    purpose VARCHAR(100),
    principal NUMERIC(10,2) NOT NULL CHECK (principal > 0),
    interest_rate NUMERIC(4,2) NOT NULL CHECK (interest_rate >= 0),
    total_due NUMERIC(12,2) NOT NULL,
    amount_paid NUMERIC(12,2) NOT NULL DEFAULT 0.00,
    term_months SMALLINT NOT NULL DEFAULT 3 CHECK (term_months BETWEEN 1 AND 24),
    application_date DATE NOT NULL DEFAULT CURRENT_DATE,
    disbursement_date DATE,
    due_date DATE,
    status VARCHAR(20) NOT NULL DEFAULT 'applied'
        CHECK (status IN ('applied', 'approved', 'disbursed', 'repaid', 'defaulted')),
    approved_by INTEGER REFERENCES users (id),
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    UNIQUE (group_id, loan_number),
    CHECK (guarantor_member_id <> member_id)
);

CREATE INDEX idx_group_loans_member_id ON group_loans (member_id);
CREATE INDEX idx_group_loans_assessment_id ON group_loans (assessment_id);
CREATE INDEX idx_group_loans_guarantor_member_id ON group_loans (guarantor_member_id);
CREATE INDEX idx_group_loans_approved_by ON group_loans (approved_by);

COMMENT ON TABLE group_loans IS 'Loans of a group to its members';

CREATE TABLE loan_repayment_schedule (
    id SERIAL PRIMARY KEY,
    loan_id INTEGER NOT NULL REFERENCES group_loans (id) ON DELETE CASCADE,
    meeting_id INTEGER REFERENCES meetings (id) ON DELETE SET NULL,
    installment_number SMALLINT NOT NULL CHECK (installment_number > 0),
    due_date DATE NOT NULL,
    principal_due NUMERIC(12,2) NOT NULL,
    interest_due NUMERIC(12,2) NOT NULL DEFAULT 0.00,
    penalty_amount NUMERIC(12,2),
    amount_paid NUMERIC(12,2) NOT NULL DEFAULT 0.00,
    paid_date DATE,
    status VARCHAR(20) NOT NULL DEFAULT 'pending'
        CHECK (status IN ('pending', 'partly_paid', 'paid', 'overdue')),
    received_by INTEGER REFERENCES users (id) ON DELETE SET NULL,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);

CREATE INDEX idx_loan_repayment_schedule_loan_id ON loan_repayment_schedule (loan_id);
CREATE INDEX idx_loan_repayment_schedule_meeting_id ON loan_repayment_schedule (meeting_id);
CREATE INDEX idx_loan_repayment_schedule_received_by ON loan_repayment_schedule (received_by);
CREATE INDEX idx_loan_repayment_schedule_due_date ON loan_repayment_schedule (due_date)
    WHERE status <> 'paid';

COMMENT ON TABLE loan_repayment_schedule IS 'Installments of a loan, and what was paid of each';
COMMENT ON COLUMN loan_repayment_schedule.meeting_id IS 'The meeting at which it was paid';

-- Loans pass through the cash box and are a point on the agenda.
ALTER TABLE group_cashbook
    DROP CONSTRAINT group_cashbook_entry_type_check,
    ADD CONSTRAINT group_cashbook_entry_type_check CHECK (entry_type IN (
        'opening', 'saving', 'share', 'fine', 'share_out', 'expense', 'loan', 'repayment'
    ));

ALTER TABLE meeting_activities
    DROP CONSTRAINT meeting_activities_activity_type_check,
    ADD CONSTRAINT meeting_activities_activity_type_check CHECK (activity_type IN (
        'savings', 'shares', 'fines', 'training', 'election', 'other', 'loans'
    ));
