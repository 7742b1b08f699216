CREATE TABLE t (a char, b char(5), c varchar(10), d character varying(8), e char varying(8), f varcharacter(9), g character(2));
