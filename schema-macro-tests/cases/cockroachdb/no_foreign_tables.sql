-- https://www.cockroachlabs.com/docs/v26.2/postgresql-compatibility#other-unsupported-features

-- error
CREATE FOREIGN TABLE t (id INT) SERVER elsewhere;
