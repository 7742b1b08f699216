CREATE TABLE t (a int COMMENT 'it''s "a" \\ comment', b int COMMENT '') COMMENT='of the table';
ALTER TABLE t COMMENT 'another', MODIFY b int COMMENT "new";
CREATE TABLE u (a int) COMMENT '';
