-- error
CREATE TABLE a (x, a AS ((SELECT 1)));
