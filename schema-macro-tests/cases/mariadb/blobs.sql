CREATE TABLE t (a blob, b blob(10), c blob(300), d tinyblob, e mediumblob, f longblob, g long varbinary, h blob(70000));
