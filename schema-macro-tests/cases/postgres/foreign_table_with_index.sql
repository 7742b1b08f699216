CREATE EXTENSION postgres_fdw;
CREATE SERVER archive FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'archive.example');
CREATE FOREIGN TABLE f (id int) SERVER archive;
-- error
CREATE INDEX ON f (id);
