CREATE TABLE a (a char, b char(3), c character, d character(3), e varchar, f varchar(3), g character varying, h character varying(3), i text, j bpchar,
    k "char", l name, m national character(4), n nchar varying(5), o nchar, p bpchar(7), q char varying(9), r pg_catalog.varchar(8), s pg_catalog."char", t national character varying(6));
