-- error
CREATE VIEW v AS SELECT * FROM nothing;
