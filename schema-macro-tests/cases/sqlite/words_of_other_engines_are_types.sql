--!filter = { except_tables = ["^a$"] }
CREATE TABLE a (x TEXT COMMENT 'text', y serial, z timestamp with time zone);
