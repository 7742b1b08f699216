--!custom_type_derives = ["diesel::query_builder::QueryId", "std::fmt::Debug", "Clone", "Copy"]
CREATE TYPE mood AS ENUM ('a');
CREATE TABLE posts (id integer PRIMARY KEY, mood mood);
