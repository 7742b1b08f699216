CREATE TABLE t (a nchar(3), b nvarchar(4), c national varchar(6), d national character(2), e nchar varchar(5), f national char varying(7));
