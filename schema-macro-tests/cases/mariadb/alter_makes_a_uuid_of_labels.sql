CREATE TABLE a (b uuid, c enum('x'), d json);
ALTER TABLE a MODIFY b set('x', 'y'), MODIFY c uuid, MODIFY d uuid;
-- A generated column is worked out anew.
ALTER TABLE a ADD e int;
ALTER TABLE a MODIFY e uuid AS (NULL) STORED;
