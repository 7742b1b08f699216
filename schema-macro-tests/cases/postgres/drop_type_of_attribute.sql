CREATE TYPE mood AS ENUM ('ok');
CREATE TYPE pair AS (x mood, y int);
CREATE TABLE typed OF pair;
DROP TYPE mood CASCADE;
