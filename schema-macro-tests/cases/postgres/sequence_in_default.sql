CREATE SEQUENCE numbers START 100;
CREATE TABLE a (id integer DEFAULT nextval('numbers') NOT NULL, b bigint DEFAULT nextval('public.numbers'::regclass));
-- error
DROP SEQUENCE numbers;
