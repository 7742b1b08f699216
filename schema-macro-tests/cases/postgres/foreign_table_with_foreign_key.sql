CREATE EXTENSION postgres_fdw;
CREATE SERVER archive FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'archive.example');
CREATE TABLE r (id int PRIMARY KEY);
CREATE FOREIGN TABLE f (id int) SERVER archive;
-- error
ALTER TABLE f ADD FOREIGN KEY (id) REFERENCES r;
