-- error
CREAT TABLE t (a int);
