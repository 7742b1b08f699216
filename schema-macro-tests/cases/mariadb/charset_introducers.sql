CREATE TABLE t (a varchar(20) DEFAULT _utf8mb4'x' COLLATE utf8mb4_bin, b varbinary(5) DEFAULT X'4142', c char(3) DEFAULT N'n');
