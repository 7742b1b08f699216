--!filter = { except_tables = ["^user", "a{2,}"] }
--!import_types = ["diesel::sql_types::*", "crate::types::Status"]
--!except_custom_type_definitions = ["^Stat"]
--!custom_type_derives = ["diesel::sql_types::SqlType", "Debug", "std::hash::Hash", "Clone", "Copy", "Eq"]
CREATE TYPE status AS ENUM ('a');
CREATE TYPE mood AS ENUM ('a');
CREATE TABLE users (id integer PRIMARY KEY, status status);
CREATE TABLE posts (id integer PRIMARY KEY, "user" integer REFERENCES users, mood mood, status status);
CREATE TABLE aardvarks (id integer PRIMARY KEY);
