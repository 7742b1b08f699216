-- error
CREATE VIEW two AS SELECT 1, 2;
