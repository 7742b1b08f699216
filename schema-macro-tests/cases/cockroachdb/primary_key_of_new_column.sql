-- https://www.cockroachlabs.com/docs/v26.2/alter-table#add-column

CREATE TABLE t (a INT);
ALTER TABLE t ADD COLUMN id UUID NOT NULL DEFAULT gen_random_uuid() PRIMARY KEY;
