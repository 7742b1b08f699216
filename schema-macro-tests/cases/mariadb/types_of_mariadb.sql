CREATE TABLE t (a uuid PRIMARY KEY, b inet4, c inet6 DEFAULT '::1');
