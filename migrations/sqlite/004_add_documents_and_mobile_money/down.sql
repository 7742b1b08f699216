DROP INDEX idx_group_cashbook_mobile_money_transaction_id;
ALTER TABLE group_cashbook DROP COLUMN mobile_money_transaction_id;
DROP INDEX idx_saving_transactions_mobile_money_transaction_id;
ALTER TABLE saving_transactions DROP COLUMN mobile_money_transaction_id;

DROP TABLE mobile_money_reconciliations;
DROP TABLE mobile_money_transactions;
DROP TABLE mobile_money_accounts;
DROP TABLE documents;
DROP TABLE document_categories;

ALTER TABLE savings_groups DROP COLUMN constitution_document_url;
ALTER TABLE savings_groups DROP COLUMN registration_certificate_url;
ALTER TABLE savings_groups DROP COLUMN is_registered;
ALTER TABLE savings_groups DROP COLUMN registration_number;
ALTER TABLE savings_groups DROP COLUMN registration_date;
