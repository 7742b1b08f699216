-- https://www.cockroachlabs.com/docs/v26.2/create-type

CREATE TYPE IF NOT EXISTS status AS ENUM ('open', 'closed');
CREATE TYPE IF NOT EXISTS status AS ENUM ('other');
CREATE TABLE t (id INT PRIMARY KEY, s status NOT NULL DEFAULT 'open', all_of status[]);
ALTER TYPE status ADD VALUE 'pending' BEFORE 'closed';
ALTER TYPE status ADD VALUE IF NOT EXISTS 'pending';
ALTER TYPE status RENAME VALUE 'closed' TO 'done';
ALTER TYPE status DROP VALUE 'pending';
ALTER TYPE status RENAME TO state;
