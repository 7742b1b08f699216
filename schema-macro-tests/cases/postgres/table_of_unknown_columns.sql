-- What is done to a table whose columns are not known is no error; the names of its indexes are taken.
CREATE TABLE payments (id int, amount numeric, paid date);
CREATE TABLE totals AS SELECT paid, sum(amount) AS amount FROM payments GROUP BY paid;
ALTER TABLE totals ADD PRIMARY KEY (paid), ADD COLUMN notes text, ALTER COLUMN notes SET DEFAULT NULL;
ALTER TABLE totals ADD CONSTRAINT totals_amount UNIQUE (amount), ADD UNIQUE (amount, paid), ADD CHECK (amount > 0);
ALTER TABLE totals DROP CONSTRAINT totals_amount, ALTER COLUMN amount TYPE bigint;
ALTER TABLE totals RENAME COLUMN amount TO total;
CREATE INDEX totals_amount ON payments (amount);
CREATE UNIQUE INDEX totals_total ON totals (total);
CREATE TABLE copies (LIKE totals);
