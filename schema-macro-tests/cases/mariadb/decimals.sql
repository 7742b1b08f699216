CREATE TABLE t (a decimal, b decimal(12), c decimal(12,2) unsigned, d numeric(5,1) zerofill, e dec, f fixed(4), g decimal(0), h decimal(65,38));
