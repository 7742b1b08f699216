-- error
CREATE VIEW v AS SELECT * FROM temp.x;
