CREATE TABLE t (a binary, b binary(4), c varbinary(9), d char byte, e char(5) character set binary, f varchar(5) charset binary, g text charset binary);
