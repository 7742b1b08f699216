CREATE DATABASE other_database;
-- error
CREATE DATABASE other_database;
