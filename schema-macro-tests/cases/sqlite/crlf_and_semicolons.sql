;;
CREATE TABLE a (
  x TEXT
);
;
CREATE TABLE b (y)
