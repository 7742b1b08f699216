-- error
CREATE TABLE t (a varchar(5) CHARACTER SET latin1 COLLATE utf8mb4_bin);
