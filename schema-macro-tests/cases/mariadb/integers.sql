CREATE TABLE t (a tinyint, b smallint, c mediumint, d int, e integer, f bigint, g int1, h int2, i int3, j int4, k int8, l middleint);
CREATE TABLE u (a tinyint unsigned, b smallint unsigned, c mediumint unsigned, d int unsigned, e bigint unsigned);
CREATE TABLE z (a tinyint zerofill, b int(5) zerofill, c bigint(20) unsigned zerofill, d int(3), e tinyint(1) unsigned);
