CREATE TYPE status AS ENUM ('new', 'done');
-- error
CREATE TYPE status AS ENUM ('new', 'done');
