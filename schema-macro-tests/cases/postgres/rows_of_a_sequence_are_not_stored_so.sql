CREATE SEQUENCE s;
-- error
ALTER TABLE s SET (fillfactor = 70);
