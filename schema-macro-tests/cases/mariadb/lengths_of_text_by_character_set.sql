CREATE TABLE t (a text(60) charset latin1, b text(60) charset utf8mb4, c text(64) charset utf8mb4, d text(86) charset utf8mb3, e text(20000) charset ucs2);
