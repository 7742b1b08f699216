CREATE TYPE status AS ENUM ('new');
CREATE TABLE a (s status);
-- error
DROP TYPE status;
