UPDATE meeting_activities SET activity_type = 'other' WHERE activity_type = 'loans';

ALTER TABLE meeting_activities
    DROP CONSTRAINT meeting_activities_activity_type_check,
    ADD CONSTRAINT meeting_activities_activity_type_check CHECK (activity_type IN (
        'savings', 'shares', 'fines', 'training', 'election', 'other'
    ));

-- The money went out or came in all the same, so the entries stay.
UPDATE group_cashbook SET entry_type = 'expense' WHERE entry_type IN ('loan', 'repayment');

ALTER TABLE group_cashbook
    DROP CONSTRAINT group_cashbook_entry_type_check,
    ADD CONSTRAINT group_cashbook_entry_type_check CHECK (entry_type IN (
        'opening', 'saving', 'share', 'fine', 'share_out', 'expense'
    ));

DROP TABLE loan_repayment_schedule;
DROP TABLE group_loans;
DROP TABLE loan_assessments;

ALTER TABLE meetings DROP COLUMN total_loan_repayments;

ALTER TABLE group_members DROP COLUMN is_eligible_for_loans;

ALTER TABLE savings_groups
    DROP COLUMN loan_balance,
    DROP COLUMN loan_fund_balance;
