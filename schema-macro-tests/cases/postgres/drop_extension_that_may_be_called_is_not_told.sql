-- client
CREATE EXTENSION pgcrypto;
CREATE TABLE t (a uuid DEFAULT gen_random_uuid(), b text DEFAULT gen_salt('md5'));
-- refused
DROP EXTENSION pgcrypto CASCADE;
