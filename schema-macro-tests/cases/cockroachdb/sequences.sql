-- https://www.cockroachlabs.com/docs/v26.2/create-sequence

CREATE SEQUENCE IF NOT EXISTS s START 1 INCREMENT 2 PER NODE CACHE 10;
CREATE TABLE t (id INT PRIMARY KEY DEFAULT nextval('s'), a INT DEFAULT nextval('public.s'::REGCLASS));
ALTER SEQUENCE s OWNED BY t.id;
ALTER SEQUENCE s RENAME TO r;
-- error
DROP SEQUENCE r;
