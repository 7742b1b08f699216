ALTER TABLE IF EXISTS nothing SET SCHEMA nowhere;
CREATE TABLE here (id int);
-- error
ALTER TABLE here SET SCHEMA nowhere;
