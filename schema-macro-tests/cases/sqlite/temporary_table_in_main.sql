-- error
CREATE TEMP TABLE main.a (x);
