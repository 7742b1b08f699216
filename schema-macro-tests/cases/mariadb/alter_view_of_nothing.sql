-- error
ALTER VIEW nothing AS SELECT 1 AS a;
