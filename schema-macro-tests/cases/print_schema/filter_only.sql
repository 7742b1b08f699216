--!filter = { only_tables = ["^user", "ts$", "(?i)^MIXED"] }
--!generate_missing_sql_type_definitions = false
CREATE TYPE status AS ENUM ('a');
CREATE TABLE users (id integer PRIMARY KEY, status status);
CREATE TABLE posts (id integer PRIMARY KEY, "user" integer REFERENCES users);
CREATE TABLE mixed_case (id integer PRIMARY KEY, post integer REFERENCES posts);
CREATE TABLE comments_of_post (id integer PRIMARY KEY, post integer REFERENCES posts);
