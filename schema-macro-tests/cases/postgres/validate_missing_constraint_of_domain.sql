CREATE DOMAIN positive AS int;
-- error
ALTER DOMAIN positive VALIDATE CONSTRAINT missing;
