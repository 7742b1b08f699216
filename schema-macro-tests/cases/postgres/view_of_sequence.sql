CREATE SEQUENCE s;
CREATE VIEW v AS SELECT last_value, is_called FROM s;
CREATE VIEW w AS SELECT nextval('s'), currval('s');
