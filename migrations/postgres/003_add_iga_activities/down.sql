UPDATE group_cashbook SET entry_type = 'expense' WHERE entry_type = 'iga';

ALTER TABLE group_cashbook
    DROP COLUMN iga_activity_id,
    DROP CONSTRAINT group_cashbook_entry_type_check,
    ADD CONSTRAINT group_cashbook_entry_type_check CHECK (entry_type IN (
        'opening', 'saving', 'share', 'fine', 'share_out', 'expense', 'loan', 'repayment'
    ));

DROP TABLE iga_returns;
DROP TABLE iga_cashflow;
DROP TABLE iga_participation;
DROP TABLE iga_activities;
