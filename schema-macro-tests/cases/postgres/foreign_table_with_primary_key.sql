CREATE EXTENSION postgres_fdw;
CREATE SERVER archive FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'archive.example');
-- error
CREATE FOREIGN TABLE f (id int PRIMARY KEY) SERVER archive;
