CREATE TABLE a (b uuid, c enum('x'), d json);
ALTER TABLE a MODIFY b set('x', 'y'), MODIFY c uuid, MODIFY d uuid;
