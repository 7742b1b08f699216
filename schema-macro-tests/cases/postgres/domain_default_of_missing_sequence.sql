CREATE DOMAIN number AS bigint;
-- error
ALTER DOMAIN number SET DEFAULT nextval('missing');
