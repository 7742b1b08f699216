--!filter = { except_tables = ["^t$"] }
CREATE TABLE t (a integer, b Int, c text, d Blob, e real, f any, g int4, h "integer", i Text(5));
