CREATE TABLE a (x int);
-- refused
create rule "_RETURN" as on select to a do instead select 1 AS x;
