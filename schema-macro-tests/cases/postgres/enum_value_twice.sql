CREATE TYPE status AS ENUM ('new', 'done');
-- error
ALTER TYPE status ADD VALUE 'new';
