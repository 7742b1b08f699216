CREATE EXTENSION IF NOT EXISTS citext;
CREATE EXTENSION hstore WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS "uuid-ossp";
CREATE EXTENSION ltree;
CREATE TABLE a (id uuid DEFAULT uuid_generate_v4() PRIMARY KEY, b citext UNIQUE, c hstore NOT NULL, d ltree, e citext[]);
