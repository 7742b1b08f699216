CREATE TYPE status AS ENUM ('new', 'old');
CREATE TABLE a (s status NOT NULL DEFAULT 'new');
ALTER TYPE status RENAME TO status_old;
CREATE TYPE status AS ENUM ('new', 'done');
ALTER TABLE a ALTER s DROP DEFAULT, ALTER s TYPE status USING s::text::status, ALTER s SET DEFAULT 'new';
DROP TYPE status_old;
