CREATE TYPE "position" AS ENUM ('a');
CREATE TYPE "select" AS (x int);
CREATE TABLE t (a "position", b "select"[]);
