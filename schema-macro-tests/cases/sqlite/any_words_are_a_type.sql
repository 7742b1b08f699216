--!filter = { except_tables = ["^t$"] }
CREATE TABLE t (a UNSIGNED BIG INT, b long text words, c FLOATING POINT, d "quoted type", e [in brackets], f 'a string' (10), g DECIMAL(10, -2), h VARCHAR ( 20 ), i
  two /* and */ lines);
