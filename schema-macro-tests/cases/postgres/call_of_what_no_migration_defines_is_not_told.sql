CREATE EXTENSION lo;
CREATE TABLE t (a int);
SELECT lo_oid(lo_creat(-1));
-- refused
SELECT tablefunc_of_another_extension.make_table('t');
