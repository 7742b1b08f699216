-- https://www.cockroachlabs.com/docs/v26.2/create-database

CREATE DATABASE IF NOT EXISTS app WITH ENCODING = 'UTF8';
USE app;
SET database = app;
CREATE TABLE t (id INT PRIMARY KEY);
USE app;
-- refused
USE other;
