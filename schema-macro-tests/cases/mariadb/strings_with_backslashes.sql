CREATE TABLE t (a varchar(20) DEFAULT 'it\'s; \\', b enum('a\nb', 'c\'d'), c varchar(9) DEFAULT 'a' 'b');
